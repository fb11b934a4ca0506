package io.suture.server.dossier;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened when: the log's times, and the times that people state, marked as such. */
final class Timeline {

    private static final String LOGGED = "log";
    private static final String STATED = "stated";

    private Timeline() {}

    private record Moment(Instant at, String what, String who, String source, String reference) {

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("at", at)
                    .put("what", what)
                    .put("who", who)
                    .put("source", source)
                    .put("reference", reference)
                    .build();
        }
    }

    static List<JsonObject> of(DossierRecord record) {
        List<Moment> moments = new ArrayList<>();
        record.happenings().stream()
                .filter(Timeline::isTold)
                .forEach(happening -> moments.add(new Moment(
                        happening.time(),
                        happening.kind()
                                + happening
                                        .detail("reason")
                                        .map(reason -> ": " + reason)
                                        .orElse(""),
                        happening.actor(),
                        LOGGED,
                        "log entry " + happening.index())));
        record.exhibits().forEach(exhibit -> stated(moments, exhibit));
        return moments.stream()
                .sorted(Comparator.comparing(Moment::at))
                .map(Moment::toJson)
                .toList();
    }

    /** Evidence appears with the times its authors state, and again when it was logged; files and keys only in the trail. */
    private static boolean isTold(Happening happening) {
        return (happening.kind().startsWith("release.") && !happening.is("release.file-uploaded"))
                || happening.kind().startsWith("approval.")
                || happening.is("evidence.added")
                || happening.is("facility.approved")
                || happening.is("receipt.accepted")
                || happening.is("package.exported");
    }

    private static void stated(List<Moment> moments, Exhibit exhibit) {
        if (exhibit.claim() instanceof ValidationProtocol protocol) {
            state(moments, exhibit, protocol.approvedAt(), "protocol " + protocol.protocol() + " approved");
        }
        if (exhibit.claim() instanceof ValidationRun run) {
            state(moments, exhibit, run.startedAt(), "validation run " + run.run() + " started");
            state(moments, exhibit, run.finishedAt(), "validation run " + run.run() + " finished");
        }
        if (exhibit.claim() instanceof HumanPredicate human) {
            state(moments, exhibit, human.signature().signedAt(), "signed: " + exhibit.type());
        }
    }

    private static void state(List<Moment> moments, Exhibit exhibit, Instant at, String what) {
        moments.add(
                new Moment(at, what, exhibit.signer(), STATED, exhibit.digest().toString()));
    }
}
