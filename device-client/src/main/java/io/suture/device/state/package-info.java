/** What the device remembers, written so that a power cut at any moment loses nothing decided. */
@NullMarked
package io.suture.device.state;

import org.jspecify.annotations.NullMarked;
