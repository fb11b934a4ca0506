/** What a release is: its manifest, its identity, and which devices it fits. */
@NullMarked
package io.suture.trust.release;

import org.jspecify.annotations.NullMarked;
