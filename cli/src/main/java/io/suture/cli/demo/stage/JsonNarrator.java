package io.suture.cli.demo.stage;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One JSON object a line. */
public final class JsonNarrator implements Narrator {

    private final PrintWriter out;
    private final ShellWords shell;

    public JsonNarrator(PrintWriter out, ShellWords shell) {
        this.out = out;
        this.shell = shell;
    }

    @Override
    public void step(int number, int of, String title) {
        print(event("step").put("number", number).put("of", of).put("title", title));
    }

    @Override
    public void stepDone(String took) {
        print(event("step-done").put("took", took));
    }

    @Override
    public void command(List<String> words) {
        print(event("command").put("line", shell.join(words)));
    }

    @Override
    public void output(String line) {
        print(event("output").put("line", line));
    }

    @Override
    public void ok(String check, String detail) {
        print(event("check").put("ok", true).put("check", check).put("detail", detail));
    }

    @Override
    public void failed(String check, String detail) {
        print(event("check").put("ok", false).put("check", check).put("detail", detail));
    }

    @Override
    public void note(String text) {
        print(event("note").put("text", text));
    }

    @Override
    public void progress(String label, long done, long total) {
        // a machine needs the result, not the way there
    }

    @Override
    public void summary(Summary summary) {
        for (StepTimer.Timed step : summary.steps()) {
            print(event("time")
                    .put("title", step.title())
                    .put("millis", step.took().toMillis()));
        }
        print(event("total").put("millis", summary.total().toMillis()));
    }

    private static JsonObject.Builder event(String kind) {
        return JsonObject.builder().put("event", kind);
    }

    private synchronized void print(JsonObject.Builder event) {
        out.println(new String(CanonicalJson.rfc8785(event.build()), StandardCharsets.UTF_8));
        out.flush();
    }
}
