-- What the device listener's in-memory snapshot follows: every change that a device can notice raises a counter in the
-- same transaction. The triggers are deferred, so that the counter's row lock is held only while the transaction commits.

-- The counter of a manufacturer's fleet at which a device last changed: the snapshot reloads changed devices only.
create table device_change (
    manufacturer text   not null,
    device       text   not null,
    change       bigint not null,
    primary key (manufacturer, device),
    foreign key (manufacturer, device) references device
);
create index device_change_in_order on device_change (manufacturer, change);

-- A receipt that contradicts what the server knows of the device (reliability case I11).
alter table receipt add column contradiction text;

create function repository_changed() returns trigger language plpgsql as $$
begin
    insert into snapshot_version as counter (name, version) values ('repository/' || new.manufacturer, 1)
        on conflict (name) do update set version = counter.version + 1;
    return null;
end $$;

create function device_changed() returns trigger language plpgsql as $$
declare raised bigint;
begin
    insert into snapshot_version as counter (name, version) values ('fleet/' || new.manufacturer, 1)
        on conflict (name) do update set version = counter.version + 1
        returning counter.version into raised;
    insert into device_change (manufacturer, device, change) values (new.manufacturer, new.id, raised)
        on conflict (manufacturer, device) do update set change = excluded.change;
    return null;
end $$;

create constraint trigger device_changed after insert or update on device
    deferrable initially deferred for each row execute function device_changed();
create constraint trigger release_changed after update on release
    deferrable initially deferred for each row when (old.state is distinct from new.state)
    execute function repository_changed();
create constraint trigger metadata_became_visible after update on tuf_metadata
    deferrable initially deferred for each row when (old.visible is distinct from new.visible)
    execute function repository_changed();
create constraint trigger metadata_inserted_visible after insert on tuf_metadata
    deferrable initially deferred for each row when (new.visible) execute function repository_changed();
create constraint trigger facility_approved after insert on facility_approval
    deferrable initially deferred for each row execute function repository_changed();
create constraint trigger revision_changed after insert or update on hardware_revision
    deferrable initially deferred for each row execute function repository_changed();

grant select, insert, update on device_change to "${applicationRole}";

-- A device key belongs to one device (reliability case D8); receipts count up (a replay is a contradiction).
alter table device add column key_fingerprint text unique;
alter table receipt add column counter bigint not null default 0;

-- The publication is decided and logged before the snapshot that makes it visible exists.
alter table release_publication drop column snapshot_version;
