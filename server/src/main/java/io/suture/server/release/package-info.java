/** Release life cycle, payload upload, manifest. */
@NullMarked
package io.suture.server.release;

import org.jspecify.annotations.NullMarked;
