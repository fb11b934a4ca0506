/** Strict JSON reading and the two canonical forms used for signatures (OLPC for TUF, RFC 8785 for own documents). */
@NullMarked
package io.suture.trust.json;

import org.jspecify.annotations.NullMarked;
