package io.suture.cli.ceremony;

import io.suture.cli.ceremony.Ceremony.Outcome;
import io.suture.cli.ceremony.RecordStep.Attendance;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;

/** How a ceremony ends: everything is shown in words, confirmed, and written. */
record CeremonyEnd(Session session, Ceremony ceremony) {

    void confirmAndWrite(Outcome outcome, Attendance attendance, Path folder, boolean yes) {
        outcome.madeStates()
                .forEach(state -> Report.of(state, ceremony.owners()).forEach(session::say));
        session.confirm("Write these files?", yes || session.world().terminal().isEmpty());
        ceremony.write(outcome, attendance, folder);
        tell(outcome.offline(), outcome, folder);
    }

    private void tell(OfflineMetadata offline, Outcome outcome, Path folder) {
        boolean complete = offline.states().stream().allMatch(FileState::complete);
        session.say(
                "written to " + folder + ", record in " + folder.resolve(CeremonyRecord.FILE),
                complete
                        ? "next: suture root publish --in " + folder
                        : "signatures are missing: carry " + folder.resolve(SigningRequest.FILE)
                                + " to the other key holders (suture root sign)");
        session.result(JsonObject.builder()
                .put("directory", folder.toString())
                .putStrings("files", outcome.made())
                .put("complete", complete)
                .build());
    }
}
