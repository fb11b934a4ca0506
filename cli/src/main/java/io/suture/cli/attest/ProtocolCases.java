package io.suture.cli.attest;

import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.ProtocolRef;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationProtocol.TestCase;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.MalformedDocumentException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The test cases of a protocol, from the release's evidence. */
final class ProtocolCases {

    private ProtocolCases() {}

    /** Return the ids in the protocol's order; empty when no such protocol was attached. */
    static List<String> of(List<Envelope> evidence, ProtocolRef wanted) {
        return evidence.stream()
                .flatMap(envelope -> protocol(envelope).stream())
                .filter(protocol -> protocol.protocol().equals(wanted))
                .findFirst()
                .map(protocol -> protocol.cases().stream().map(TestCase::id).toList())
                .orElse(List.of());
    }

    private static Optional<ValidationProtocol> protocol(Envelope envelope) {
        try {
            return Stream.of(Predicate.of(Statement.parse(envelope.payload())))
                    .filter(ValidationProtocol.class::isInstance)
                    .map(ValidationProtocol.class::cast)
                    .findFirst();
        } catch (MalformedDocumentException e) {
            return Optional.empty();
        }
    }
}
