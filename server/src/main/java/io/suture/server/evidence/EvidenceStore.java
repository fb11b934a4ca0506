package io.suture.server.evidence;

import io.suture.trust.gate.Verdict;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** The evidence of releases and what the gate says about it. */
public interface EvidenceStore {

    /** Return the file {@code evidence.jsonl}: one envelope a line, in order of arrival; may be empty. */
    Mono<byte[]> jsonl(String manufacturer, ReleaseId release);

    /** Return the gate's verdict at an instant, under the active policy; fails with {@code policy-missing}. */
    Mono<Verdict> verdict(String manufacturer, ReleaseId release, Instant at);
}
