/** The command {@code suture tuf-client}: the device's TUF client for anybody's repository (CLIENT-CLI.md of tuf-conformance). */
@NullMarked
package io.suture.device.tuf;

import org.jspecify.annotations.NullMarked;
