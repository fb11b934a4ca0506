/**
 * The director: an online key of the manufacturer that tells one device, in answer to one question, which release to
 * install (Uptane standard, section "Director repository", cut down to one signed statement).
 *
 * <p>The director chooses, it does not vouch: a device installs only what director and product role agree on. Which keys
 * are the director's is said by {@link io.suture.trust.director.DirectorPolicy}, a document of the offline {@code policy}
 * role, and that is also the only way from a signed answer to a statement to act on.
 */
@NullMarked
package io.suture.trust.director;

import org.jspecify.annotations.NullMarked;
