/** Time stamps of a third party over checkpoints (RFC 3161): asked for once a day and for each release, kept, served. */
@NullMarked
package io.suture.server.timestamp;

import org.jspecify.annotations.NullMarked;
