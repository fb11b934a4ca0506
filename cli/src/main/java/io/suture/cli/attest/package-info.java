/** Signed statements of people about a release (in-toto Statement v1 in DSSE), made and signed on their own machine. */
@NullMarked
package io.suture.cli.attest;

import org.jspecify.annotations.NullMarked;
