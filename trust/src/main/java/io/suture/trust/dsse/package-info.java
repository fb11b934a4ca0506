/** Dead Simple Signing Envelopes (secure-systems-lab/dsse v1.0.2). */
@NullMarked
package io.suture.trust.dsse;

import org.jspecify.annotations.NullMarked;
