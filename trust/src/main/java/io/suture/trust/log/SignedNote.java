package io.suture.trust.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

    /** Signs a text, which must end with a newline, without stating a time. */
    public static SignedNote sign(String text, NoteSigner... signers) {
        return signed(text, 0, signers);
    }

    /** Signs a text, which must end with a newline; signers whose type has a time state this one, in seconds. */
    public static SignedNote sign(String text, Instant at, NoteSigner... signers) {
        return signed(text, at.getEpochSecond(), signers);
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
        if (signatures(keys).isEmpty()) {
            throw new CheckpointNotSigned(firstLine(), "no signature by a trusted key");
        }
        return text;
    }

    /** Return the signatures of trusted keys, none perhaps; one that is wrong refuses the note. */
    public List<VerifiedSignature> signatures(Collection<NoteKey> keys) {
        List<VerifiedSignature> verified = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            keys.stream()
                    .filter(signature::isBy)
                    .map(key -> verified(key, signature))
                    .forEach(verified::add);
        }
        return List.copyOf(verified);
    }

    /** Return the signatures like {@link #signatures(Collection)}, and refuse the note if any other key signed it. */
    public List<VerifiedSignature> onlySignatures(Collection<NoteKey> keys) {
        if (signatures.stream().anyMatch(signature -> keys.stream().noneMatch(signature::isBy))) {
            throw new CheckpointNotSigned(firstLine(), "a signature is by a key that is not listed");
        }
        return signatures(keys);
    }

    /** Return the signature lines of these keys, as they stand in the note; whether they are right is not checked. */
    public String linesOf(Collection<NoteKey> keys) {
        StringBuilder lines = new StringBuilder();
        signatures.stream()
                .filter(signature -> keys.stream().anyMatch(signature::isBy))
                .forEach(signature -> lines.append(signature.format()));
        return lines.toString();
    }

    /** Return the note with these signature lines added. */
    public SignedNote with(String signatureLines) {
        return parse(format() + signatureLines);
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

    private static SignedNote signed(String text, long time, NoteSigner... signers) {
        if (signers.length == 0) {
            throw new MalformedLogDocument(DOCUMENT, "has no signature");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (NoteSigner signer : signers) {
            signatures.add(signer.sign(text, time));
        }
        return parse(new SignedNote(text, signatures).format());
    }

    private VerifiedSignature verified(NoteKey key, NoteSignature signature) {
        return signature
                .verify(key, text)
                .orElseThrow(
                        () -> new CheckpointNotSigned(firstLine(), "the signature by " + key.name() + " is wrong"));
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
