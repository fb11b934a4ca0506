/**
 * Break-glass: two people of a list of their own let one device install one release although named checks do not pass.
 * What vouches for the release is never among them.
 */
@NullMarked
package io.suture.trust.breakglass;

import org.jspecify.annotations.NullMarked;
