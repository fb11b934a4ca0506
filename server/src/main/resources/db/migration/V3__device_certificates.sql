-- Every certificate a device was ever enrolled with: a receipt is checked against the key of its time.
create table device_certificate (
    manufacturer text        not null,
    device       text        not null,
    fingerprint  text        not null unique check (fingerprint ~ '^[0-9a-f]{64}$'),
    certificate  text        not null,
    enrolled_at  timestamptz not null,
    event_id     uuid        not null unique references audit_event,
    primary key (manufacturer, device, fingerprint),
    foreign key (manufacturer, device) references device
);
create trigger audited before insert or update on device_certificate for each row execute function audited_row();

grant select, insert on device_certificate to "${applicationRole}";
revoke update, delete on device_certificate from "${applicationRole}";
