-- Reviews of the log (ADR 0031): what a person read, said and signed.

create table log_review (
    id           uuid        primary key,
    manufacturer text        not null references manufacturer,
    reviewer     text        not null references person,
    scope        text        not null,
    state        text        not null check (state in ('open', 'closed')),
    outcome      text        check (outcome in ('accepted', 'findings')),
    signature    bytea,
    opened_at    timestamptz not null,
    closed_at    timestamptz,
    event_id     uuid        not null references audit_event,
    check ((state = 'closed') = (outcome is not null and signature is not null and closed_at is not null))
);
create index log_review_by_time on log_review (manufacturer, opened_at);

create table log_review_comment (
    review     uuid        not null references log_review,
    number     integer     not null check (number >= 1),
    text       text        not null,
    leaf_index bigint      check (leaf_index >= 0),
    written_at timestamptz not null,
    event_id   uuid        not null unique references audit_event,
    primary key (review, number)
);

create trigger audited before insert or update on log_review for each row execute function audited_row();
create trigger audited before insert or update on log_review_comment for each row execute function audited_row();

grant select, insert, update on log_review to "${applicationRole}";
revoke delete on log_review from "${applicationRole}";
grant select, insert on log_review_comment to "${applicationRole}";
revoke update, delete on log_review_comment from "${applicationRole}";
