package io.suture.cli.ceremony;

import io.suture.cli.ceremony.RecordStep.Attendance;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code root import}: brings a key holder's signatures back to the ceremony's files. */
@Command(name = "import", description = "Add key holders' signatures to the files of a ceremony, each verified.")
public final class RootImportCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--in", required = true, paramLabel = "DIR", description = "The ceremony's files.")
    private Path folder = Path.of("");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "What suture root sign wrote.")
    private List<Path> files = new ArrayList<>();

    /** Creates the command. */
    public RootImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        OfflineMetadata offline = OfflineMetadata.read(folder);
        CeremonyRecord record = CeremonyRecord.read(folder);
        List<RoleSignature> signatures = files.stream()
                .flatMap(file -> RoleSignature.read(file).stream())
                .toList();
        for (RoleSignature signature : signatures) {
            offline = offline.with(signature.file(), signature.addTo(state(offline, signature)));
        }
        offline.write(folder);
        Instant now = session.world().clock().instant();
        JsonObject step = RecordStep.of("import", now, Attendance.UNRECORDED, List.of(), signatures, offline);
        Ceremony.finish(record.append(Map.of(), step), offline, folder);
        return tell(offline);
    }

    private static FileState state(OfflineMetadata offline, RoleSignature signature) {
        return offline.states().stream()
                .filter(state -> state.name().equals(signature.file()))
                .findFirst()
                .orElseThrow(() -> CommandFailure.refused(
                        "not-awaited", "no signature of " + signature.file() + " is awaited here"));
    }

    private int tell(OfflineMetadata offline) {
        List<FileState> states = offline.states();
        Report.progress(session, states);
        boolean complete = states.stream().allMatch(FileState::complete);
        session.result(JsonObject.builder().put("complete", complete).build());
        return 0;
    }
}
