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

-- Accounts with password and one-time password, for installations without an OpenID Connect issuer.
create table local_account (
    person        text        primary key references person,
    setup_hash    text check (setup_hash ~ '^[0-9a-f]{64}$'),
    setup_expires timestamptz,
    password_hash text,
    totp_salt     bytea check (octet_length(totp_salt) = 32),
    active        boolean     not null,
    event_id      uuid        not null references audit_event,
    check (not active or (password_hash is not null and totp_salt is not null and setup_hash is null)),
    check ((setup_hash is null) = (setup_expires is null))
);
create trigger audited before insert or update on local_account for each row execute function audited_row();

-- The newest time step whose one-time password was used (RFC 6238 section 5.2): only ever larger.
create table totp_use (
    person text   primary key references person,
    step   bigint not null
);

-- Failed sign-ins, by account and by address.
create table sign_in_throttle (
    subject       text        primary key,
    failures      integer     not null,
    failed_at     timestamptz not null,
    blocked_until timestamptz not null
);
create index sign_in_throttle_by_age on sign_in_throttle (failed_at);

grant select, insert, update on local_account, totp_use to "${applicationRole}";
grant select, insert, update, delete on sign_in_throttle to "${applicationRole}";
