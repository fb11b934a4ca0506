/** Audit events, written in the transaction of the change they record. */
@NullMarked
package io.suture.server.audit;

import org.jspecify.annotations.NullMarked;
