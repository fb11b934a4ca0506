-- Large files that statements name by digest. The bytes are in the blob store; the row says whose they are.

create table evidence_file (
    manufacturer text        not null references manufacturer,
    sha256       text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    length       bigint      not null check (length >= 0),
    uploaded_by  text        not null,
    uploaded_at  timestamptz not null,
    event_id     uuid        not null unique references audit_event,
    primary key (manufacturer, sha256)
);
create index evidence_file_by_time on evidence_file (manufacturer, uploaded_at);

create trigger audited before insert or update on evidence_file for each row execute function audited_row();

grant select, insert on evidence_file to "${applicationRole}";
revoke update, delete on evidence_file from "${applicationRole}";
