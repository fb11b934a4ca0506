-- Which root a device trusted when it polled last, as the device said: who would miss a rotation.

alter table device_contact add column trusted_root bigint check (trusted_root > 0);
