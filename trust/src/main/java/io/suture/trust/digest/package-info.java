/** Content digests; every object in Suture is named by its SHA-256. */
@NullMarked
package io.suture.trust.digest;

import org.jspecify.annotations.NullMarked;
