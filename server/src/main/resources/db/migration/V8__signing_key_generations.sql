-- A role can have several keys, one after another; which of them signs is what the metadata in force say.

alter table signing_key add column generation int not null default 1 check (generation > 0);
alter table signing_key add column replaces_compromised boolean not null default false;
alter table signing_key drop constraint signing_key_pkey;
alter table signing_key add primary key (manufacturer, role, generation);
