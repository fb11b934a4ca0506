/** Slots, boot loader and hooks: everything that touches the running system. */
@NullMarked
package io.suture.device.install;

import org.jspecify.annotations.NullMarked;
