-- People who are active, service accounts, step-ups and browser sessions (ADR 0020).

alter table person add column active boolean not null default true;
alter table person add column service boolean not null default false;

-- A fresh proof of who one is, for one signature: used at most once, which deletes it.
create table step_up (
    person   text        not null references person,
    binding  text        not null check (binding ~ '^[0-9a-f]{64}$'),
    method   text        not null,
    at       timestamptz not null,
    event_id uuid        not null references audit_event,
    primary key (person, binding)
);

-- Sessions of browsers; the cookie's value is not kept, its SHA-256 is.
create table browser_session (
    id_hash   text        primary key check (id_hash ~ '^[0-9a-f]{64}$'),
    person    text        not null references person,
    method    text        not null,
    opened_at timestamptz not null,
    seen_at   timestamptz not null,
    event_id  uuid        not null references audit_event
);
create index browser_session_by_person on browser_session (person);
create index browser_session_by_age on browser_session (opened_at);

create trigger audited before insert or update on step_up for each row execute function audited_row();
create trigger audited before insert on browser_session for each row execute function audited_row();

grant select, insert, update, delete on step_up, browser_session to "${applicationRole}";

-- Somebody else gave the person new credentials: until a second person confirms it, the person signs nothing.
create table credential_reset (
    id           uuid        primary key,
    person       text        not null references person,
    requested_by text        not null,
    requested_at timestamptz not null,
    reason       text        not null,
    confirmed_by text,
    confirmed_at timestamptz,
    event_id     uuid        not null references audit_event,
    check (confirmed_by is null or (confirmed_by <> person and confirmed_by <> requested_by)),
    check ((confirmed_by is null) = (confirmed_at is null))
);
create index credential_reset_open on credential_reset (person) where confirmed_by is null;
create trigger audited before insert or update on credential_reset for each row execute function audited_row();
grant select, insert, update on credential_reset to "${applicationRole}";
