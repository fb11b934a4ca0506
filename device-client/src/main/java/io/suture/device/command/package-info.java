/** The command line of the agent. */
@NullMarked
package io.suture.device.command;

import org.jspecify.annotations.NullMarked;
