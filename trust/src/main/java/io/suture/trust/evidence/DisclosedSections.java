package io.suture.trust.evidence;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.LogException;
import io.suture.trust.log.Section;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A disclosure file: JSON Lines of {@code {"index","section","salt","body"}}, salt in hex, body in base64. */
public final class DisclosedSections {

    private DisclosedSections() {}

    /** Return index to sections; whether they are those of the log is for a verifier to say. */
    public static Map<Long, List<Section>> parse(byte[] file) {
        Map<Long, List<Section>> sections = new TreeMap<>();
        new String(file, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> Json.parseObject(line.getBytes(StandardCharsets.UTF_8)))
                .forEach(line -> sections.computeIfAbsent(line.integer("index"), index -> new ArrayList<>())
                        .add(section(line)));
        return sections;
    }

    static Section section(JsonObject line) {
        try {
            byte[] salt = HexFormat.of().parseHex(line.string("salt"));
            return new Section(line.string("section"), salt, LoggedEntry.base64(line, "body"));
        } catch (IllegalArgumentException e) {
            throw new MalformedDocumentException("salt", "is not hexadecimal");
        } catch (LogException e) {
            throw new MalformedDocumentException("section", String.valueOf(e.getMessage()));
        }
    }
}
