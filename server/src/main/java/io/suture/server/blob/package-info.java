/** Content-addressed storage of payloads. */
@NullMarked
package io.suture.server.blob;

import org.jspecify.annotations.NullMarked;
