/** The update cycle: which checks run in which order, and what follows from each. */
@NullMarked
package io.suture.device.agent;

import org.jspecify.annotations.NullMarked;
