/** PostgreSQL: embedded or external, migrated under its own role, reached through R2DBC. */
@NullMarked
package io.suture.server.database;

import org.jspecify.annotations.NullMarked;
