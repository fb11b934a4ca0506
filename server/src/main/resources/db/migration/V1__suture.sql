-- Suture, schema version 1.
-- Runs as the migration role (owner). The application role ${applicationRole} gets no DDL, and on audit tables INSERT and SELECT only.

alter default privileges in schema public grant select, insert, update on tables to "${applicationRole}";
alter default privileges in schema public grant usage on sequences to "${applicationRole}";

-- ---------------------------------------------------------------------------------------------------------------------
-- Audit log

create table audit_event (
    id           uuid primary key,
    manufacturer text        not null,
    kind         text        not null,
    time         timestamptz not null,
    leaf         bytea       not null check (octet_length(leaf) between 1 and 65535),
    hint         bigint generated always as identity
);
create index audit_event_by_manufacturer on audit_event (manufacturer, hint);

create table audit_section (
    event_id uuid  not null references audit_event,
    name     text  not null,
    salt     bytea not null check (octet_length(salt) = 32),
    body     bytea not null,
    primary key (event_id, name)
);

create table audit_pending (
    event_id     uuid   primary key references audit_event,
    manufacturer text   not null,
    hint         bigint not null
);
create index audit_pending_by_hint on audit_pending (manufacturer, hint);

create table audit_leaf (
    manufacturer text   not null,
    leaf_index   bigint not null check (leaf_index >= 0),
    event_id     uuid   not null unique references audit_event,
    leaf_hash    bytea  not null check (octet_length(leaf_hash) = 32),
    primary key (manufacturer, leaf_index)
);

create table log_head (
    manufacturer text   primary key,
    size         bigint not null check (size >= 0),
    root         bytea  not null check (octet_length(root) = 32)
);

-- Completed tiles only; partial tiles are derived at read time.
create table log_tile (
    manufacturer text     not null,
    level        smallint not null check (level between 0 and 63),
    tile_index   bigint   not null check (tile_index >= 0),
    hashes       bytea    not null check (octet_length(hashes) = 8192),
    root         bytea    not null check (octet_length(root) = 32),
    primary key (manufacturer, level, tile_index)
);

create table log_checkpoint (
    manufacturer text        not null,
    size         bigint      not null check (size >= 0),
    root         bytea       not null check (octet_length(root) = 32),
    note         text        not null,
    signed_at    timestamptz not null,
    primary key (manufacturer, size)
);

-- No business change without an audit event of the same transaction.
create function audited_row() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.event_id = old.event_id then
        raise exception 'change of % keeps its audit event', tg_table_name using errcode = 'integrity_constraint_violation';
    end if;
    if not exists (select 1 from audit_event where id = new.event_id and xmin = pg_current_xact_id()::xid) then
        raise exception 'change of % without an audit event in its transaction', tg_table_name
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- People, manufacturers, products, facilities

create table manufacturer (
    id         text        primary key,
    name       text        not null,
    created_at timestamptz not null,
    event_id   uuid        not null references audit_event
);

create table facility (
    id         text        primary key,
    name       text        not null,
    created_at timestamptz not null,
    event_id   uuid        not null references audit_event
);

create table person (
    id           text        primary key,
    printed_name text        not null,
    roles        text[]      not null,
    manufacturer text references manufacturer,
    facility     text references facility,
    public_key   text        not null,
    fingerprint  text        not null unique,
    created_at   timestamptz not null,
    event_id     uuid        not null references audit_event
);

-- Assertions already exchanged for a token (RFC 7523, single use).
create table used_assertion (
    person     text        not null,
    jti        text        not null,
    expires_at timestamptz not null,
    primary key (person, jti)
);
create index used_assertion_by_expiry on used_assertion (expires_at);

create table product (
    manufacturer text        not null references manufacturer,
    id           text        not null,
    name         text        not null,
    udi_di       text        not null,
    created_at   timestamptz not null,
    event_id     uuid        not null references audit_event,
    primary key (manufacturer, id),
    unique (manufacturer, udi_di)
);

create table hardware_revision (
    manufacturer text    not null,
    product      text    not null,
    revision     text    not null,
    updatable    boolean not null,
    reason       text,
    event_id     uuid    not null references audit_event,
    primary key (manufacturer, product, revision),
    foreign key (manufacturer, product) references product
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Releases and evidence

create table release (
    manufacturer    text        not null,
    product         text        not null,
    version         text        not null,
    state           text        not null,
    kind            text,
    rollback_index  bigint,
    manifest        bytea,
    manifest_digest text check (manifest_digest ~ '^[0-9a-f]{64}$'),
    created_by      text        not null,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    event_id        uuid        not null references audit_event,
    primary key (manufacturer, product, version),
    foreign key (manufacturer, product) references product
);
create index release_by_state on release (manufacturer, state);

create table release_file (
    manufacturer text   not null,
    product      text   not null,
    version      text   not null,
    name         text   not null,
    length       bigint not null check (length >= 0),
    sha256       text   not null check (sha256 ~ '^[0-9a-f]{64}$'),
    event_id     uuid   not null references audit_event,
    primary key (manufacturer, product, version, name),
    foreign key (manufacturer, product, version) references release
);

create table release_history (
    sequence     bigint generated always as identity primary key,
    manufacturer text        not null,
    product      text        not null,
    version      text        not null,
    from_state   text        not null,
    to_state     text        not null,
    event        text        not null,
    actor        text        not null,
    reason       text        not null,
    at           timestamptz not null,
    event_id     uuid        not null references audit_event,
    foreign key (manufacturer, product, version) references release
);
create index release_history_by_release on release_history (manufacturer, product, version, sequence);

-- One DSSE envelope a row; digest = SHA-256 of the payload and signatures as stored.
create table evidence (
    sequence       bigint generated always as identity,
    manufacturer   text        not null,
    product        text        not null,
    version        text        not null,
    digest         text        not null check (digest ~ '^[0-9a-f]{64}$'),
    payload_digest text        not null check (payload_digest ~ '^[0-9a-f]{64}$'),
    predicate_type text        not null,
    author         text        not null,
    envelope       bytea       not null,
    received_at    timestamptz not null,
    event_id       uuid        not null references audit_event,
    primary key (manufacturer, product, version, digest),
    foreign key (manufacturer, product, version) references release
);
create index evidence_in_order on evidence (manufacturer, product, version, sequence);

-- ---------------------------------------------------------------------------------------------------------------------
-- Signing

create table signing_key (
    manufacturer text        not null references manufacturer,
    role         text        not null,
    public_key   text        not null,
    created_at   timestamptz not null,
    event_id     uuid        not null references audit_event,
    primary key (manufacturer, role)
);

-- Row lock of this row orders the writers of one role's metadata; versions never decrease.
create table tuf_version (
    manufacturer text   not null references manufacturer,
    role         text   not null,
    version      bigint not null check (version >= 0),
    primary key (manufacturer, role)
);

create table tuf_metadata (
    manufacturer text        not null references manufacturer,
    role         text        not null,
    version      bigint      not null check (version > 0),
    bytes        bytea       not null,
    expires      timestamptz not null,
    visible      boolean     not null,
    created_at   timestamptz not null,
    primary key (manufacturer, role, version)
);

-- Target files; small ones here, large ones in the blob store. The newest row of a path is the current file.
create table tuf_target (
    sequence     bigint generated always as identity,
    manufacturer text        not null references manufacturer,
    path         text        not null,
    sha256       text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    length       bigint      not null check (length >= 0),
    bytes        bytea,
    added_at     timestamptz not null,
    event_id     uuid        not null references audit_event,
    primary key (manufacturer, path, sha256)
);
create index tuf_target_newest on tuf_target (manufacturer, path, sequence desc);

-- Bytes to be signed, written before they are signed (Boulder's order), so that no signature is ever unexplained.
create table signing_intent (
    id           uuid        primary key,
    manufacturer text        not null references manufacturer,
    role         text        not null,
    version      bigint      not null,
    purpose      text        not null,
    to_be_signed bytea       not null,
    created_at   timestamptz not null,
    finished_at  timestamptz,
    outcome      text
);
create index signing_intent_open on signing_intent (manufacturer) where finished_at is null;

create table release_publication (
    manufacturer     text        not null,
    product          text        not null,
    version          text        not null,
    published_by     text        not null,
    published_at     timestamptz not null,
    snapshot_version bigint      not null,
    event_id         uuid        not null unique references audit_event,
    primary key (manufacturer, product, version),
    foreign key (manufacturer, product, version) references release
);

-- Counts changes that the device listener's snapshot must follow.
create table snapshot_version (
    name    text   primary key,
    version bigint not null
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Fleet

create table device (
    manufacturer            text        not null,
    id                      text        not null,
    product                 text        not null,
    hardware_revision       text        not null,
    serial                  text        not null,
    facility                text        not null references facility,
    installed_version       text        not null,
    state                   text        not null,
    certificate             text,
    certificate_fingerprint text unique,
    registered_at           timestamptz not null,
    revoked_at              timestamptz,
    event_id                uuid        not null references audit_event,
    primary key (manufacturer, id),
    unique (manufacturer, product, serial),
    foreign key (manufacturer, product, hardware_revision) references hardware_revision
);
create index device_by_facility on device (facility);

-- Not audited: only the last contact may be lost.
create table device_contact (
    manufacturer text        not null,
    device       text        not null,
    last_seen    timestamptz not null,
    primary key (manufacturer, device),
    foreign key (manufacturer, device) references device
);

create table enrolment_token (
    token_hash   bytea       primary key check (octet_length(token_hash) = 32),
    manufacturer text        not null,
    device       text        not null,
    expires_at   timestamptz not null,
    used_at      timestamptz,
    event_id     uuid        not null references audit_event,
    foreign key (manufacturer, device) references device
);
create index enrolment_token_by_device on enrolment_token (manufacturer, device);

create table facility_approval (
    facility     text        not null references facility,
    manufacturer text        not null,
    product      text        not null,
    version      text        not null,
    approved_by  text        not null,
    approved_at  timestamptz not null,
    event_id     uuid        not null references audit_event,
    primary key (facility, manufacturer, product, version),
    foreign key (manufacturer, product, version) references release
);

create table receipt (
    id           uuid        primary key,
    manufacturer text        not null,
    device       text        not null,
    attempt      uuid        not null,
    product      text        not null,
    version      text        not null,
    result       text        not null,
    reason       text        not null,
    envelope     bytea       not null,
    received_at  timestamptz not null,
    event_id     uuid        not null unique references audit_event,
    unique (manufacturer, device, attempt),
    foreign key (manufacturer, device) references device
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Triggers and grants

do $$
declare audited text;
begin
    foreach audited in array array[
        'manufacturer', 'facility', 'person', 'product', 'hardware_revision', 'release', 'release_file', 'release_history',
        'evidence', 'signing_key', 'tuf_target', 'release_publication', 'device', 'enrolment_token', 'facility_approval', 'receipt']
    loop
        execute format('create trigger audited before insert or update on %I for each row execute function audited_row()', audited);
    end loop;
end $$;

grant usage on schema public to "${applicationRole}";
grant select, insert, update on all tables in schema public to "${applicationRole}";
grant usage on all sequences in schema public to "${applicationRole}";
grant delete on audit_pending, used_assertion to "${applicationRole}";
-- Written once: not even the application may rewrite them.
revoke update on audit_event, audit_section, audit_pending, audit_leaf, log_tile, log_checkpoint, release_history, evidence,
    receipt, facility_approval, release_publication, tuf_target, used_assertion, signing_key from "${applicationRole}";
revoke all on flyway_schema_history from "${applicationRole}";
