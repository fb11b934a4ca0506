/** The way to the server: one blocking port, its HTTP adapter, limits and resumed downloads. */
@NullMarked
package io.suture.device.transport;

import org.jspecify.annotations.NullMarked;
