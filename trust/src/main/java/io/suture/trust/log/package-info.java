/**
 * The transparency log: an RFC 6962 tree over audit entries, in the C2SP formats (signed-note, tlog-checkpoint,
 * tlog-tiles, tlog-proof, and the add-checkpoint body of tlog-witness for consistency).
 *
 * <p>Everything here is a pure function over values. Where hashes are stored is behind {@link HashReader}; who signed
 * is decided by {@link io.suture.trust.log.SignedNote}; whether a release is in the log, and whether the log a device
 * sees today extends the one it saw before, is decided once, in {@link io.suture.trust.log.LogVerifier}.
 */
@NullMarked
package io.suture.trust.log;

import org.jspecify.annotations.NullMarked;
