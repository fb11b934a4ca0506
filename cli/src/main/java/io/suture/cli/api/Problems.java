package io.suture.cli.api;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.ExitCode;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonBoolean;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a refused request into plain words (RFC 9457). */
final class Problems {

    private static final String TYPE = "urn:suture:problem:";
    private static final List<String> ARRAYS = List.of("blockers", "findings", "releases");

    private Problems() {}

    static CommandFailure of(int status, byte[] body) {
        JsonObject problem = parse(body);
        String code = problem.findString("type")
                .filter(type -> type.startsWith(TYPE))
                .map(type -> type.substring(TYPE.length()))
                .orElse("http-" + status);
        return new CommandFailure(exitCode(status), code, message(status, code, problem), problem);
    }

    private static ExitCode exitCode(int status) {
        return switch (status) {
            case 401, 403 -> ExitCode.NOT_AUTHORISED;
            case 502, 503, 504 -> ExitCode.UNREACHABLE;
            default -> ExitCode.REFUSED;
        };
    }

    private static String message(int status, String code, JsonObject problem) {
        String words = text(problem, "detail").or(() -> text(problem, "title")).orElse("HTTP status " + status);
        List<String> lines = new ArrayList<>(List.of(words + " (" + code + ")"));
        ARRAYS.forEach(member -> lines.addAll(explained(problem, member)));
        return String.join("\n", lines);
    }

    private static List<String> explained(JsonObject problem, String member) {
        if (!(problem.members().get(member) instanceof JsonArray findings)) {
            return List.of();
        }
        return findings.elements().stream().flatMap(f -> line(f).stream()).toList();
    }

    private static Optional<String> line(JsonValue finding) {
        return finding instanceof JsonObject object && blocks(object)
                ? text(object, "explain").map(explanation -> "  - " + explanation)
                : Optional.empty();
    }

    private static boolean blocks(JsonObject finding) {
        return !(finding.members().get("blocks") instanceof JsonBoolean flag) || flag.value();
    }

    private static Optional<String> text(JsonObject object, String member) {
        return object.members().get(member) instanceof JsonString string
                ? Optional.of(string.value())
                : Optional.empty();
    }

    private static JsonObject parse(byte[] body) {
        try {
            return Json.parseObject(body);
        } catch (MalformedDocumentException notJson) {
            return JsonObject.EMPTY;
        }
    }
}
