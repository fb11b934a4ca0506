/**
 * The gate: whether a release may be signed, and whether a device may install it. One pure function,
 * {@link io.suture.trust.gate.Gate#evaluate}, run by the signing service and by every device over the same bytes.
 *
 * <p>Evidence is first authenticated (about this manifest, signed by a registered person with a usable key, in a
 * permitted role); what fails is set aside, shown and never counted. Rules then look for enough passing evidence and
 * give a {@link io.suture.trust.gate.Blocker} where it lacks. An addition by a stranger can therefore never open the
 * gate, and never close it either. Only people in a permitted role can close it again: a failed run, an infected scan, a
 * risk found not acceptable each needs a later good one.
 */
@NullMarked
package io.suture.trust.gate;

import org.jspecify.annotations.NullMarked;
