/** Background jobs: one at a time, repeated for ever, surviving their own failures. */
@NullMarked
package io.suture.server.schedule;

import org.jspecify.annotations.NullMarked;
