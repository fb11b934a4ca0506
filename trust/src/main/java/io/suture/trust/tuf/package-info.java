/** The Update Framework 1.0.34: metadata, the client workflow of section 5 and the writer of the repository side. */
@NullMarked
package io.suture.trust.tuf;

import org.jspecify.annotations.NullMarked;
