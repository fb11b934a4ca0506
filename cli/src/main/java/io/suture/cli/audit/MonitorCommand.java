package io.suture.cli.audit;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.ExitCode;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.evidence.Check;
import io.suture.trust.evidence.LogFollower;
import io.suture.trust.evidence.LogFollower.Published;
import io.suture.trust.evidence.LogFollower.Round;
import io.suture.trust.evidence.LogFollower.Seen;
import io.suture.trust.evidence.LogGiven;
import io.suture.trust.evidence.LogSource;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit monitor}: follows a log and raises an alarm when it forks, or publishes what nobody announced. */
@Command(
        name = "monitor",
        description = {
            "Follow a log: verify what is new, and that nothing before it changed. Exit code 1 on any alarm.",
            "DIR remembers how far; the first run reads the whole log.",
            "Lines that start with ALERT go to the error output."
        })
public final class MonitorCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "LOG", description = "The log's URL prefix, or a folder with the same layout.")
    private String location = "";

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "What was verified so far.")
    private Path state = Path.of(".");

    @Option(
            names = "--announced",
            paramLabel = "FILE",
            description = "Releases that were announced, one a line: sha256:… of the manifest, or PRODUCT/VERSION.")
    private @Nullable Path announced;

    @Option(names = "--every", paramLabel = "SECONDS", description = "Look again and again. Default: once.")
    private @Nullable Integer every;

    @Mixin
    private LogOptions options = new LogOptions();

    /** Creates the command. */
    public MonitorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        LogGiven given = options.given(null);
        MonitorState memory = new MonitorState(state);
        LogSource source = LogOptions.open(session, location);
        int exit = look(source, given, memory);
        while (every != null) {
            Thread.sleep(Duration.ofSeconds(Math.max(1, every)));
            exit = again(source, given, memory);
        }
        return exit;
    }

    /** A log that cannot be reached now may be reached later. */
    private int again(LogSource source, LogGiven given, MonitorState memory) {
        try {
            return look(source, given, memory);
        } catch (CommandFailure failure) {
            if (failure.exitCode() != ExitCode.UNREACHABLE) {
                throw failure;
            }
            alert(failure.code() + " " + failure.getMessage());
            return failure.exitCode().value();
        }
    }

    private int look(LogSource source, LogGiven given, MonitorState memory) {
        Optional<Seen> before = memory.read(given.policy());
        Round round = LogOptions.asking(() -> LogFollower.look(source, given, before));
        int exit = ReportWriter.exitCode(round.report());
        round.report().firstFailure().ifPresent(failure -> failed(failure, round, before, memory));
        List<Published> unannounced = round.published().stream()
                .filter(release -> !isAnnounced(release))
                .toList();
        unannounced.forEach(release -> alert("unannounced-release " + describe(release)));
        tell(round, before, unannounced);
        if (exit == 0) {
            round.seen().ifPresent(memory::write);
        }
        return exit == 0 && !unannounced.isEmpty() ? ExitCode.REFUSED.value() : exit;
    }

    private void failed(Check failure, Round round, Optional<Seen> before, MonitorState memory) {
        alert(failure.id() + " " + failure.detail());
        if (before.isPresent() && round.note().isPresent()) {
            Path kept = memory.keep(before.get().note(), round.note().get());
            session.world().err().println("both checkpoints are in " + kept);
        }
    }

    private void tell(Round round, Optional<Seen> before, List<Published> unannounced) {
        long old = before.map(seen -> seen.tree().size()).orElse(0L);
        long now = round.seen().map(seen -> seen.tree().size()).orElse(old);
        session.say(ReportWriter.summary(round.report()) + "; " + (now - old) + " new entries, " + now + " in all");
        session.result(round.report().toJson().toBuilder()
                .put("log", location)
                .put("from", old)
                .put("size", now)
                .putAll(
                        "unannounced",
                        unannounced.stream()
                                .map(release -> new JsonString(describe(release)))
                                .toList())
                .build());
    }

    private boolean isAnnounced(Published release) {
        JsonObject pub = release.entry().pub();
        Set<String> names = announced();
        return names.contains(pub.findString("manifest").orElse("")) || names.contains(name(pub));
    }

    private Set<String> announced() {
        return announced == null
                ? Set.of()
                : LocalFiles.readText(announced, LocalFiles.DOCUMENT)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .collect(Collectors.toSet());
    }

    private static String describe(Published release) {
        JsonObject pub = release.entry().pub();
        return name(pub) + " " + pub.findString("manifest").orElse("no manifest") + " entry " + release.index();
    }

    private static String name(JsonObject pub) {
        return pub.findString("product").orElse("?") + "/"
                + pub.findString("version").orElse("?");
    }

    private void alert(String line) {
        session.world().err().println("ALERT " + line.replaceAll("\\p{Cntrl}", "?"));
        session.world().err().flush();
    }
}
