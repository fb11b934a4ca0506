-- A dossier looks for events of a few kinds among those of a whole fleet.
create index audit_event_by_kind on audit_event (manufacturer, kind);
