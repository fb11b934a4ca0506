/** Devices: registration, enrolment, facility approvals, assignments and signed receipts. */
@NullMarked
package io.suture.server.fleet;

import org.jspecify.annotations.NullMarked;
