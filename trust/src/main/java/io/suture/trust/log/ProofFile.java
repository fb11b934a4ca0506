package io.suture.trust.log;

import java.util.List;

/** The shape that both proof files share: header lines, an empty line, and a note verbatim. */
record ProofFile(List<String> header, String note) {

    static ProofFile parse(String document, byte[] bytes) {
        String text = Lines.text(document, bytes, LogLimits.PROOF_BYTES);
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new MalformedLogDocument(document, "has no empty line");
        }
        return new ProofFile(text.substring(0, blank).lines().toList(), text.substring(blank + 2));
    }

    static String format(String first, List<TreeHash> hashes, String note) {
        StringBuilder text = new StringBuilder(first).append('\n');
        hashes.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(note).toString();
    }
}
