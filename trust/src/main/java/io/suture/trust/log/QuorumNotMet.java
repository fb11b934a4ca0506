package io.suture.trust.log;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The witnesses that signed a checkpoint are not those that the policy demands (tlog-policy, "Defining the quorum"). */
public final class QuorumNotMet extends LogException {

    private final String quorum;
    private final List<String> cosigned;

    /** Creates the refusal with its data. */
    public QuorumNotMet(String origin, String quorum, Set<String> cosigned) {
        super(
                "witness-quorum-not-met",
                "checkpoint of " + origin + " is not cosigned by " + quorum + ", but by " + new TreeSet<>(cosigned));
        this.quorum = quorum;
        this.cosigned = List.copyOf(new TreeSet<>(cosigned));
    }

    /** Return the group or the witness that is demanded. */
    public String quorum() {
        return quorum;
    }

    /** Return the names of the witnesses that did sign. */
    public List<String> cosigned() {
        return cosigned;
    }
}
