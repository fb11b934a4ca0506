-- A business transaction writes two rows for its event, not ten: the event with its sealed sections, and the row for the
-- sequencer, which carries what the event is found by to its leaf.
alter table audit_event
    add column section_names text[]  not null default '{}',
    add column section_keys  uuid[]  not null default '{}',
    add column sealed        bytea[] not null default '{}';

update audit_event event
set section_names = stored.names, section_keys = stored.keys, sealed = stored.sealed
from (select event_id, array_agg(name order by name) as names, array_agg(key_id::uuid order by name) as keys,
             array_agg(sealed order by name) as sealed
      from audit_section group by event_id) stored
where stored.event_id = event.id;

alter table audit_event
    add check (cardinality(section_names) = cardinality(section_keys) and cardinality(section_names) = cardinality(sealed));

drop table audit_section;
create view audit_section as
    select event.id as event_id, part.name, replace(part.key_id::text, '-', '') as key_id, part.sealed
    from audit_event event, unnest(event.section_names, event.section_keys, event.sealed) as part (name, key_id, sealed);

-- Facts are texts such as release=GW2/3.1.1; of the kind there are two: kind=release.published and kind=release.*
alter table audit_pending add column facts text[] not null default '{}';
alter table audit_leaf add column facts text[] not null default '{}';

create temporary table stored_fact on commit drop as
    select event.id as event_id,
           array['kind=' || event.kind, 'kind=' || split_part(event.kind, '.', 1) || '.*']
           || coalesce(array_agg(fact.name || '=' || fact.value order by fact.name, fact.value)
                       filter (where fact.name is not null), '{}') as facts
    from audit_event event left join audit_fact fact on fact.event_id = event.id group by event.id;
update audit_pending pending set facts = stored.facts from stored_fact stored where stored.event_id = pending.event_id;
update audit_leaf leaf set facts = stored.facts from stored_fact stored where stored.event_id = leaf.event_id;

drop table audit_fact;
create view audit_fact as
    select event_id, manufacturer, facts from audit_leaf
    union all select event_id, manufacturer, facts from audit_pending;
-- New leaves stand in a short list first, which searches read too, and are sorted into the index together.
create index audit_leaf_by_fact on audit_leaf using gin (facts) with (fastupdate = on, gin_pending_list_limit = 1024);

revoke insert, update, delete on audit_section, audit_fact from "${applicationRole}";

-- The queue needs one index, in the order in which it is taken from. Its rows are written in the statement of their event,
-- which the leaf refers to.
alter table audit_pending drop constraint audit_pending_event_id_fkey;
alter table audit_pending drop constraint audit_pending_pkey;
drop index audit_pending_by_hint;
alter table audit_pending add primary key (manufacturer, hint);

-- Kinds are facts now. People's events alone are counted, within the transaction that writes one.
drop index audit_event_by_manufacturer;
drop index audit_event_by_kind;
create index audit_event_of_people on audit_event (manufacturer) where kind like 'person.%';
