package io.suture.device.agent;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code evidence.jsonl}: one DSSE envelope a line. */
final class EvidenceLines {

    private static final int MOST = 1000;

    private EvidenceLines() {}

    static List<Envelope> parse(byte[] file) {
        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
        if (lines.size() > MOST) {
            throw new MalformedDocumentException("", "has more than " + MOST + " lines");
        }
        return lines.stream()
                .map(line -> Envelope.parse(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
