/** Signed statements about a release: in-toto Statement v1 with Suture's own predicates, and device receipts. */
@NullMarked
package io.suture.trust.attest;

import org.jspecify.annotations.NullMarked;
