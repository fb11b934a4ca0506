-- The first request of a device for bytes of a payload since it has run its present version; whatever follows is the same download.
create table download_start (
    manufacturer text not null,
    device       text not null,
    product      text not null,
    version      text not null,
    sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    from_version text not null,
    event_id     uuid not null unique references audit_event,
    primary key (manufacturer, device, product, version, sha256, from_version),
    foreign key (manufacturer, device) references device,
    foreign key (manufacturer, product, version) references release
);
create trigger audited before insert or update on download_start for each row execute function audited_row();

grant select, insert on download_start to "${applicationRole}";
revoke update, delete on download_start from "${applicationRole}";

-- The settings that the last configuration.changed event told of: one row, for all replicas.
create table logged_configuration (
    id       boolean primary key default true check (id),
    settings text    not null,
    event_id uuid    not null unique references audit_event
);
create trigger audited before insert or update on logged_configuration for each row execute function audited_row();

grant select, insert, update on logged_configuration to "${applicationRole}";
revoke delete on logged_configuration from "${applicationRole}";
