-- Answers of a time-stamp authority (RFC 3161) over checkpoints of a log; written once, each with its audit event.
create table log_timestamp (
    manufacturer text        not null,
    size         bigint      not null,
    time         timestamptz not null,
    token        bytea       not null check (octet_length(token) between 1 and 65536),
    event_id     uuid        not null unique references audit_event,
    primary key (manufacturer, size),
    foreign key (manufacturer, size) references log_checkpoint
);
create trigger audited before insert or update on log_timestamp for each row execute function audited_row();
grant select, insert on log_timestamp to "${applicationRole}";
revoke update, delete on log_timestamp from "${applicationRole}";
