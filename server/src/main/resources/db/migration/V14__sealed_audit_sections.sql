-- Private sections are sealed under a key of the data subject that is kept outside the database, so that an erasure reaches
-- backups too; what events are found by stands apart, and says who only as a code under that key.
do $$ begin
    if exists (select 1 from audit_section) then
        raise exception 'this database has audit sections in clear, written before version 14: export its log and start a new one';
    end if;
end $$;

alter table audit_section drop column salt;
alter table audit_section drop column body;
alter table audit_section add column key_id text not null check (key_id ~ '^[0-9a-f]{32}$');
alter table audit_section add column sealed bytea not null check (octet_length(sealed) >= 60);

create table audit_fact (
    event_id     uuid not null references audit_event,
    manufacturer text not null,
    name         text not null,
    value        text not null check (octet_length(value) between 1 and 1000),
    primary key (event_id, name, value)
);
create index audit_fact_by_value on audit_fact (manufacturer, name, value, event_id);
grant select, insert on audit_fact to "${applicationRole}";
revoke update, delete on audit_fact from "${applicationRole}";

-- Data subjects whose key was destroyed, and why (21 CFR 11.10(e): the entry of the log stays).
create table audit_erasure (
    event_id     uuid        primary key references audit_event,
    manufacturer text        not null,
    key_id       text        not null,
    erased_at    timestamptz not null
);
create trigger audited before insert or update on audit_erasure for each row execute function audited_row();
grant select, insert on audit_erasure to "${applicationRole}";
revoke update, delete on audit_erasure from "${applicationRole}";
