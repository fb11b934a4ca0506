/** The pages on which people look at releases and sign them with a passkey. */
@NullMarked
package io.suture.server.portal;

import org.jspecify.annotations.NullMarked;
