/** Signing events: what a person sees, signs and refuses on a machine of their own. */
@NullMarked
package io.suture.cli.signing;

import org.jspecify.annotations.NullMarked;
