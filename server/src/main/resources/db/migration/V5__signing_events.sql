-- Signing events: a version of a role that waits for people's signatures (ADR 0012).

create table signing_event (
    id               uuid        primary key,
    manufacturer     text        not null references manufacturer,
    role             text        not null,
    version          bigint      not null check (version > 0),
    purpose          text        not null,
    product          text,
    release          text,
    to_be_signed     bytea       not null,
    delegation       bytea       not null,
    metadata_expires timestamptz not null,
    state            text        not null,
    reason           text        not null,
    opened_by        text        not null,
    opened_at        timestamptz not null,
    expires_at       timestamptz not null,
    changed_at       timestamptz not null,
    event_id         uuid        not null references audit_event,
    unique (manufacturer, role, version),
    foreign key (manufacturer, product, release) references release,
    check ((product is null) = (release is null))
);
-- One role is signed by one event at a time.
create unique index signing_event_open on signing_event (manufacturer, role) where state = 'open';

create table signing_event_signature (
    event     uuid        not null references signing_event,
    keyid     text        not null,
    signature text        not null,
    person    text,
    signed_at timestamptz not null,
    event_id  uuid        not null references audit_event,
    primary key (event, keyid),
    unique (event, person)
);

create trigger audited before insert or update on signing_event for each row execute function audited_row();
create trigger audited before insert or update on signing_event_signature for each row execute function audited_row();

grant select, insert, update on signing_event to "${applicationRole}";
grant select, insert on signing_event_signature to "${applicationRole}";
revoke update, delete on signing_event_signature from "${applicationRole}";
