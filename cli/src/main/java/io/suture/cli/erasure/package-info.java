/** Requests for the erasure of private log sections, and what another person says to them. */
@NullMarked
package io.suture.cli.erasure;

import org.jspecify.annotations.NullMarked;
