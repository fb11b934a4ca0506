/** Commands of the people who may break the glass; offline. */
@NullMarked
package io.suture.cli.breakglass;

import org.jspecify.annotations.NullMarked;
