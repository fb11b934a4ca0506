package io.suture.trust.evidence;

import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.UnknownPredicate;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.Finding;
import io.suture.trust.gate.SetAside;
import io.suture.trust.gate.Verdict;
import io.suture.trust.json.MalformedDocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The statements under {@code evidence/}, each under the digest of what is signed. */
record Originals(List<Original> all) {

    static final String FOLDER = "evidence";

    private static final String FILES = FOLDER + "/files/";
    private static final Pattern STATEMENT = Pattern.compile(FOLDER + "/[0-9a-f]{64}\\.json");
    private static final Pattern FILE = Pattern.compile(FILES + "[0-9a-f]{64}");

    /** Copies the list. */
    Originals {
        all = List.copyOf(all);
    }

    /** A statement as handed in. */
    record Original(Envelope envelope, Statement statement) {

        Digest digest() {
            return envelope.payloadDigest();
        }

        /** Return the claim; one that this version cannot read counts as unknown. */
        Predicate claim() {
            try {
                return Predicate.of(statement);
            } catch (MalformedDocumentException e) {
                return new UnknownPredicate(statement.predicateType(), statement.predicate());
            }
        }
    }

    static Originals read(PackageFiles files) {
        List<Original> all = new ArrayList<>();
        for (String name : files.under(FOLDER)) {
            if (FILE.matcher(name).matches()) {
                require(name, name.substring(FILES.length()), files.digest(name));
            } else if (STATEMENT.matcher(name).matches()) {
                all.add(statement(files, name));
            } else {
                throw new FailedCheck("file " + name + " is not named by a digest");
            }
        }
        return new Originals(all);
    }

    private static Original statement(PackageFiles files, String name) {
        Envelope envelope = Envelope.parse(files.require(name));
        String digest = name.substring(FOLDER.length() + 1, name.length() - ".json".length());
        require(name, digest, envelope.payloadDigest());
        return new Original(envelope, Statement.parse(envelope.payload()));
    }

    private static void require(String name, String expected, Digest found) {
        if (!found.hex().equals(expected)) {
            throw new FailedCheck("file " + name + " is not what its name says", expected, found.hex());
        }
    }

    /** Return those that the gate did not set aside. */
    List<Original> counted(Verdict verdict) {
        Set<String> aside = verdict.findings().stream()
                .filter(SetAside.class::isInstance)
                .map(Finding::data)
                .map(data -> data.string("evidence"))
                .collect(Collectors.toSet());
        return all.stream()
                .filter(original -> !aside.contains(original.digest().toString()))
                .toList();
    }

    List<Envelope> envelopes() {
        return all.stream().map(Original::envelope).toList();
    }
}
