package io.suture.trust.evidence;

import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.log.LogPolicy;

/** The three documents of the policy role, as the repository vouches for them. */
record Policies(ReleasePolicy release, People people, LogPolicy log) {}
