package io.suture.cli.registry;

import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands a device's one-time token to the person who asked for it. */
final class EnrolmentToken {

    private static final String TOKEN = "enrolmentToken";

    private EnrolmentToken() {}

    static void deliver(Session session, JsonObject answer, @Nullable Path file) {
        if (file == null) {
            session.say("enrolment token  " + answer.string(TOKEN), "valid until      " + expiry(answer));
            session.result(answer);
        } else {
            LocalFiles.writeSecret(file, answer.string(TOKEN) + "\n");
            session.say("enrolment token in " + file + ", valid until " + expiry(answer));
            session.result(withoutToken(answer, file));
        }
    }

    private static String expiry(JsonObject answer) {
        return answer.findString("expiresAt").orElse("(not told)");
    }

    private static JsonObject withoutToken(JsonObject answer, Path file) {
        Map<String, JsonValue> members = new LinkedHashMap<>(answer.members());
        members.remove(TOKEN);
        return new JsonObject(members)
                .toBuilder().put("tokenFile", file.toString()).build();
    }
}
