-- The keys with which people sign, and the approvals that wait for a signature (ADR 0019).

create table person_key (
    fingerprint   text        primary key check (fingerprint ~ '^[0-9a-f]{64}$'),
    person        text        not null references person,
    kind          text        not null check (kind in ('key', 'passkey')),
    public_key    text        not null,
    credential_id text unique,
    rp_id         text,
    origins       text[]      not null default '{}',
    valid_from    timestamptz not null,
    valid_until   timestamptz,
    state         text        not null check (state in ('pending', 'active', 'revoked')),
    registered_by text        not null,
    registered_at timestamptz not null,
    approved_by   text,
    revoked_at    timestamptz,
    revocation    uuid references audit_event,
    reason        text,
    event_id      uuid        not null references audit_event,
    check ((kind = 'passkey') = (credential_id is not null and rp_id is not null)),
    check ((state = 'revoked') = (revoked_at is not null and revocation is not null and reason is not null)),
    -- A second person approves: neither the owner nor who registered it.
    check (approved_by is null or (approved_by <> person and approved_by <> registered_by))
);
create index person_key_by_person on person_key (person, registered_at);

insert into person_key (fingerprint, person, kind, public_key, valid_from, state, registered_by, registered_at, event_id)
select fingerprint, id, 'key', public_key, created_at, 'active', '_migration', created_at, event_id from person;

-- The signature counter of an authenticator (WebAuthn 6.1.1): not a record, only ever larger.
create table passkey_counter (
    fingerprint text   primary key references person_key,
    counter     bigint not null check (counter >= 0)
);

-- Challenges that were given out, each good for one answer.
create table passkey_challenge (
    challenge  text        primary key,
    purpose    text        not null check (purpose in ('registration', 'sign-in')),
    person     text,
    expires_at timestamptz not null
);
create index passkey_challenge_by_expiry on passkey_challenge (expires_at);

-- What a person wants to sign, frozen when it was shown.
create table pending_approval (
    id           uuid        primary key,
    manufacturer text        not null,
    product      text        not null,
    version      text        not null,
    person       text        not null references person,
    manifest     text        not null check (manifest ~ '^[0-9a-f]{64}$'),
    evidence     text[]      not null,
    meaning      text        not null,
    role         text        not null,
    reason       text        not null,
    method       text        not null check (method in ('key', 'passkey')),
    statement    bytea,
    state        text        not null check (state in ('pending', 'signed', 'void')),
    failures     integer     not null default 0,
    signature    text,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    event_id     uuid        not null references audit_event,
    foreign key (manufacturer, product, version) references release,
    check ((method = 'passkey') = (statement is not null)),
    check ((state = 'signed') = (signature is not null))
);
create index pending_approval_by_person on pending_approval (person, state);

create trigger audited before insert or update on person_key for each row execute function audited_row();
create trigger audited before insert or update on pending_approval for each row execute function audited_row();

grant select, insert, update on person_key, passkey_counter, pending_approval to "${applicationRole}";
grant select, insert, delete on passkey_challenge to "${applicationRole}";
revoke update on passkey_challenge from "${applicationRole}";
revoke delete on person_key, passkey_counter, pending_approval from "${applicationRole}";
