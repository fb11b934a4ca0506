#!/bin/sh
# Run by the PostgreSQL image when it makes the database: adds the role that the server works with.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
  -v password="$(cat /run/secrets/application-password)" <<'SQL'
create role suture_application login password :'password';
SQL
