package io.suture.device.command;

import io.suture.device.agent.Reporter;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** One JSON object for each step: {@code {"event":"ok"|"fail","code":…,"detail":…}}. */
final class JsonReporter implements Reporter {

    private final PrintWriter out;

    JsonReporter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void ok(String check, String detail) {
        print("ok", check, detail);
    }

    @Override
    public void fail(String code, String detail) {
        print("fail", code, detail);
    }

    private void print(String event, String code, String detail) {
        JsonObject line = JsonObject.builder()
                .put("event", event)
                .put("code", code)
                .put("detail", detail)
                .build();
        out.println(new String(Json.compact(line), StandardCharsets.UTF_8));
        out.flush();
    }
}
