/** What tests of several modules share. */
@NullMarked
package io.suture.server.testing;

import org.jspecify.annotations.NullMarked;
