-- Delta payloads are listed by <product>-delta, every other file by the product's role or by policy.
alter table tuf_target add column delta boolean not null default false;
