/** A person's signed review of a part of the audit log: what it covers, and what is signed. */
@NullMarked
package io.suture.trust.review;

import org.jspecify.annotations.NullMarked;
