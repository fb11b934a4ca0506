-- An erasure takes two people (ADR 0024): who asks for it, and another one who confirms. Once a request has ended nothing in
-- it says whose sections it was about.
create table erasure_request (
    id           uuid        primary key,
    manufacturer text        not null,
    key_id       text        not null check (key_id ~ '^[0-9a-f]{32}$'),
    subject_kind text        not null check (subject_kind in ('person', 'device')),
    subject_id   text,
    legal_basis  text        not null,
    reason       text,
    requested_by text        not null references person,
    requested_at timestamptz not null,
    expires_at   timestamptz not null,
    state        text        not null check (state in ('open', 'confirmed', 'refused', 'withdrawn', 'expired')),
    ended_by     text        references person,
    ended_at     timestamptz,
    event_id     uuid        not null references audit_event,
    check (expires_at > requested_at),
    check ((state = 'open') = (subject_id is not null and reason is not null)),
    check (state = 'open' or (subject_id is null and reason is null)),
    check ((state = 'open') = (ended_at is null)),
    check ((state in ('open', 'expired')) = (ended_by is null)),
    check (state not in ('confirmed', 'refused') or ended_by <> requested_by),
    check (state <> 'withdrawn' or ended_by = requested_by)
);
create index erasure_request_by_time on erasure_request (manufacturer, requested_at);
create unique index erasure_request_open on erasure_request (manufacturer, key_id) where state = 'open';

create trigger audited before insert or update on erasure_request for each row execute function audited_row();

grant select, insert, update on erasure_request to "${applicationRole}";
revoke delete on erasure_request from "${applicationRole}";
