-- What was handed out: a signed checkpoint together with the cosignatures it had. One checkpoint may be published again, with
-- fresh cosignatures.
do $$ begin
    if exists (select 1 from log_checkpoint where length(note) < 3000) then
        raise exception 'this database has checkpoints without ML-DSA-44 signature, written before version 21: export its log and start a new one';
    end if;
end $$;

create table log_publication (
    manufacturer text        not null,
    size         bigint      not null,
    published_at timestamptz not null,
    demand       text        not null check (demand ~ '^(none|sha256:[0-9a-f]{64})$'),
    cosignatures text        not null,
    primary key (manufacturer, size, published_at),
    foreign key (manufacturer, size) references log_checkpoint
);
grant select, insert on log_publication to "${applicationRole}";
revoke update, delete on log_publication from "${applicationRole}";

-- Checkpoints signed before there were publications were handed out as they are.
insert into log_publication (manufacturer, size, published_at, demand, cosignatures)
select manufacturer, size, signed_at, 'none', '' from log_checkpoint;
