/**
 * Time stamps of a third party over checkpoints (RFC 3161): what shows when a log was in a state even after its keys, and
 * those of its witnesses, are lost. The imprint is the SHA-512 of a checkpoint's text without signatures, which everybody
 * who has the log can compute again for any size: a token whose imprint fits proves that the log begins so.
 */
@NullMarked
package io.suture.trust.log.timestamp;

import org.jspecify.annotations.NullMarked;
