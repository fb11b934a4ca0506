/**
 * The witness protocol (C2SP tlog-witness), both sides, without network and storage: what a witness answers to
 * {@code add-checkpoint}, and what a log sends and makes of the answers.
 *
 * <p>A witness signs the newest tree it saw of each log and nothing that is not a continuation of it. Whoever asks for its
 * signature on a checkpoint therefore knows that everybody who asks for it sees one log.
 */
@NullMarked
package io.suture.trust.log.witness;

import org.jspecify.annotations.NullMarked;
