/**
 * A witness of other organisations' logs (C2SP tlog-witness): a small process that keeps the newest checkpoint of each log it
 * knows, and signs what continues it. The rules are in {@link io.suture.trust.log.witness}; here are files and HTTP.
 */
@NullMarked
package io.suture.cli.witness;

import org.jspecify.annotations.NullMarked;
