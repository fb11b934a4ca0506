package io.suture.trust.attest;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.MalformedDocumentException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The target {@code evidence.jsonl}: one DSSE envelope a line, in order of arrival. */
public final class EvidenceFile {

    private EvidenceFile() {}

    /** Parses the file; a line that is no envelope refuses all of it. */
    public static List<Envelope> parse(byte[] bytes) {
        if (bytes.length > AttestLimits.EVIDENCE_BYTES) {
            throw new MalformedDocumentException("", "is larger than " + AttestLimits.EVIDENCE_BYTES + " bytes");
        }
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        if (lines.size() > AttestLimits.ENVELOPES) {
            throw new MalformedDocumentException("", "has more than " + AttestLimits.ENVELOPES + " lines");
        }
        List<Envelope> envelopes = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            envelopes.add(parseLine(i, lines.get(i)));
        }
        return envelopes;
    }

    /** Return the file's bytes. */
    public static byte[] format(List<Envelope> envelopes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Envelope envelope : envelopes) {
            bytes.writeBytes(envelope.toJson());
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    private static Envelope parseLine(int index, String line) {
        try {
            return Envelope.parse(line.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedDocumentException e) {
            throw e.within("[" + index + "]");
        }
    }
}
