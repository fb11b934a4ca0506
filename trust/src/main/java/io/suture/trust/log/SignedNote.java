package io.suture.trust.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Text with signatures (C2SP signed-note). The text is only handed out together with the keys that verified it, or by
 * {@link #unverifiedText()} which says what it is.
 */
public final class SignedNote {

    private static final String DOCUMENT = "note";

    private final String text;
    private final List<NoteSignature> signatures;

    private SignedNote(String text, List<NoteSignature> signatures) {
        this.text = text;
        this.signatures = List.copyOf(signatures);
    }

    /** Signs a text, which must end with a newline. */
    public static SignedNote sign(String text, NoteSigner... signers) {
        if (signers.length == 0) {
            throw new MalformedLogDocument(DOCUMENT, "has no signature");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (NoteSigner signer : signers) {
            signatures.add(signer.sign(text));
        }
        return parse(new SignedNote(text, signatures).format());
    }

    /** Parses a note; its text is not to be believed before {@link #verify}. */
    public static SignedNote parse(String note) {
        return parse(note.getBytes(StandardCharsets.UTF_8));
    }

    /** Parses a note; its text is not to be believed before {@link #verify}. */
    public static SignedNote parse(byte[] bytes) {
        String note = Lines.text(DOCUMENT, bytes, LogLimits.NOTE_BYTES);
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new MalformedLogDocument(DOCUMENT, "is not text, an empty line and signature lines");
        }
        return new SignedNote(note.substring(0, blank + 1), signatures(note.substring(blank + 2)));
    }

    /**
     * Return the text after checking it with the trusted keys: signatures of other keys are ignored, a wrong signature
     * of a trusted key refuses the note, and so does the lack of a right one.
     */
    public String verify(Collection<NoteKey> keys) {
        boolean verified = false;
        for (NoteSignature signature : signatures) {
            for (NoteKey key : keys) {
                if (signature.isBy(key)) {
                    requireValid(key, signature);
                    verified = true;
                }
            }
        }
        if (!verified) {
            throw new CheckpointNotSigned(firstLine(), "no signature by a trusted key");
        }
        return text;
    }

    /** Return the text after checking it like {@link #verify}, and that no other key signed it. */
    public String verifyAlone(Collection<NoteKey> keys) {
        if (signatures.stream().anyMatch(signature -> keys.stream().noneMatch(signature::isBy))) {
            throw new CheckpointNotSigned(firstLine(), "a signature is by a key that is not listed");
        }
        return verify(keys);
    }

    /** Return the text, which nobody vouches for yet. */
    public String unverifiedText() {
        return text;
    }

    /** Return the note as text. */
    public String format() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.format()));
        return note.toString();
    }

    private void requireValid(NoteKey key, NoteSignature signature) {
        if (!key.publicKey().verify(text.getBytes(StandardCharsets.UTF_8), signature.signature())) {
            throw new CheckpointNotSigned(firstLine(), "the signature by " + key.name() + " is wrong");
        }
    }

    private String firstLine() {
        return text.lines().findFirst().orElse("");
    }

    private static List<NoteSignature> signatures(String lines) {
        List<String> each = lines.lines().toList();
        if (each.isEmpty() || each.size() > LogLimits.NOTE_SIGNATURES) {
            throw new MalformedLogDocument(DOCUMENT, "has " + each.size() + " signature lines");
        }
        return each.stream().map(NoteSignature::parse).toList();
    }
}
