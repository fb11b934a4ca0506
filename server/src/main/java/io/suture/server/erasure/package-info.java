/** Erasure of private sections of the log, which takes two people (ADR 0024). */
@NullMarked
package io.suture.server.erasure;

import org.jspecify.annotations.NullMarked;
