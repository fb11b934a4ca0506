-- The search index holds every column of a fact already: it is the primary key, and a second index over the same is not needed.
alter table audit_fact drop constraint audit_fact_pkey;
alter table audit_fact add primary key (manufacturer, name, value, event_id);
drop index audit_fact_by_value;
