/**
 * Online keys, TUF metadata and the order of signing: intent, checks, signature, verification, log, and only then
 * visibility.
 */
@NullMarked
package io.suture.server.signing;

import org.jspecify.annotations.NullMarked;
