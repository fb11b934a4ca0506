/** The device agent: fetches, checks, installs and reports a release; see {@code docs} for the commands. */
@NullMarked
package io.suture.device;

import org.jspecify.annotations.NullMarked;
