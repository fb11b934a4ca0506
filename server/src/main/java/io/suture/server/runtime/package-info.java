/** What the process gets from outside: settings, time, randomness, ids; and what it tells the outside: where it listens. */
@NullMarked
package io.suture.server.runtime;

import org.jspecify.annotations.NullMarked;
