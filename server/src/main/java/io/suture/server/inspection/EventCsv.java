package io.suture.server.inspection;

import io.suture.server.audit.ShownEvent;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events for spreadsheets (RFC 4180, UTF-8), safe to open: no cell begins as a formula does. */
final class EventCsv {

    private static final List<String> TEXTS = List.of("id", "kind", "time");
    private static final List<String> OBJECTS = List.of("pub", "actor", "subject", "detail");

    private EventCsv() {}

    static byte[] header() {
        return line(Stream.concat(Stream.concat(Stream.of("index"), TEXTS.stream()), OBJECTS.stream()));
    }

    static byte[] line(ShownEvent event) {
        JsonObject json = event.toJson();
        Stream<String> texts = TEXTS.stream().map(json::string);
        Stream<String> objects = OBJECTS.stream()
                .map(name -> json.findObject(name)
                        .map(part -> new String(CanonicalJson.rfc8785(part), StandardCharsets.UTF_8))
                        .orElse(""));
        return line(Stream.concat(Stream.of(Long.toString(event.index())), Stream.concat(texts, objects)));
    }

    private static byte[] line(Stream<String> cells) {
        return (cells.map(EventCsv::cell).collect(Collectors.joining(",")) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Spreadsheets take a text that begins with one of these for a formula. */
    static String cell(String text) {
        String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
