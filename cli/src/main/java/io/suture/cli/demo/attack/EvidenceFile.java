package io.suture.cli.demo.attack;

import io.suture.trust.attest.Statement;
import io.suture.trust.dsse.Envelope;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Evidence as the attacker serves it. */
final class EvidenceFile {

    private EvidenceFile() {}

    static byte[] lines(List<Envelope> envelopes) {
        var bytes = new ByteArrayOutputStream();
        for (Envelope envelope : envelopes) {
            bytes.writeBytes(envelope.toJson());
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    static boolean is(String predicateType, Envelope envelope) {
        return Statement.parse(envelope.payload()).predicateType().equals(predicateType);
    }

    static Envelope first(String predicateType, List<Envelope> envelopes) {
        return envelopes.stream()
                .filter(envelope -> is(predicateType, envelope))
                .findFirst()
                .orElseThrow();
    }
}
