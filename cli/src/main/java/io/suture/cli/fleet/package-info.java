/** Reports on the devices in the field. */
@NullMarked
package io.suture.cli.fleet;

import org.jspecify.annotations.NullMarked;
