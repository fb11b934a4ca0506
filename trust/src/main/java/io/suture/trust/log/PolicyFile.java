package io.suture.trust.log;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A C2SP tlog-policy file. Its own names for witnesses end here: a witness is called as its keys are, and counts once. So two
 * keys of one witness must be the members, all of them, of a group {@code any}, which then is that witness.
 *
 * @param logs the keys of the logs that are meant, with their URLs; none means that the reader knows the log otherwise
 * @param witnesses who must have signed
 * @param urls submission prefixes of witnesses that have one, by the witness's name
 */
public record PolicyFile(Map<NoteKey, String> logs, WitnessPolicy witnesses, Map<String, String> urls) {

    /** Largest file, in bytes. */
    public static final int BYTES = 128 * 1024;

    static final String DOCUMENT = "tlog-policy";

    /** Keeps the maps as they are. */
    public PolicyFile {
        logs = Map.copyOf(logs);
        urls = Map.copyOf(urls);
    }

    /** Parses a file; refuses what is not in the format, and what would count a witness twice. */
    public static PolicyFile parse(byte[] bytes) {
        if (bytes.length > BYTES || bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
            throw new MalformedLogDocument(DOCUMENT, "is empty, not ended by a newline, or over " + BYTES + " bytes");
        }
        // Octets: names are compared as they are, whatever their encoding.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.chars().anyMatch(c -> (c < ' ' && c != '\n' && c != '\t') || c == 0x7F)) {
            throw new MalformedLogDocument(DOCUMENT, "has control characters");
        }
        PolicyFileReader reader = new PolicyFileReader();
        text.lines()
                .map(PolicyFileReader::items)
                .filter(items -> !items.isEmpty())
                .forEach(reader::line);
        return reader.policy();
    }

    /** Returns the policy for one log of the file, by its origin; refuses a file that does not name the log. */
    public LogPolicy of(String origin) {
        List<NoteKey> keys = logs.keySet().stream()
                .filter(key -> key.name().equals(origin))
                .sorted(Comparator.comparing(NoteKey::vkey))
                .toList();
        if (keys.isEmpty()) {
            throw new MalformedLogDocument(DOCUMENT, "has no line for log " + origin);
        }
        return new LogPolicy(1, origin, keys, witnesses, Optional.empty());
    }
}
