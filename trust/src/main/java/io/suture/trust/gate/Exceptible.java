package io.suture.trust.gate;

import java.util.Set;

/** The rules that a policy may let people except; never one about protocol, run, approval or separation of duties. */
final class Exceptible {

    static final String MALWARE_SCAN = "malware-scan";
    static final String RISK_ACCEPTABLE = "risk-acceptable";
    static final String VULNERABILITIES_ASSESSED = "vulnerabilities-assessed";
    static final String KIND_AGREES = "kind-agrees";

    static final Set<String> RULES = Set.of(MALWARE_SCAN, RISK_ACCEPTABLE, VULNERABILITIES_ASSESSED, KIND_AGREES);

    private Exceptible() {}
}
