/**
 * The demonstration: the way of a patch from the manufacturer's build to a device, with real processes on one machine.
 *
 * <p>{@link io.suture.cli.demo.DemoCommand} is the entry; {@link io.suture.cli.demo.MainJob} reads as the list of steps.
 */
@NullMarked
package io.suture.cli.demo;

import org.jspecify.annotations.NullMarked;
