/** Attestations, release policies and gate verdicts. */
@NullMarked
package io.suture.server.evidence;

import org.jspecify.annotations.NullMarked;
