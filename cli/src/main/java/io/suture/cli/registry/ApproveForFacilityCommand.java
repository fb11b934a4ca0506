package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.release.RemoteRelease;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code facility approve}: the hospital lets a published release onto its own devices. */
@Command(name = "approve", description = "Approve a published release for the devices of a facility.")
public final class ApproveForFacilityCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "FACILITY", description = "Id of the facility.")
    private String facility = "";

    @Parameters(index = "1", paramLabel = "RELEASE", description = "PRODUCT/VERSION")
    private String release = "";

    /** Creates the command. */
    public ApproveForFacilityCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ReleaseId id = RemoteRelease.parse(release);
        JsonObject body = JsonObject.builder()
                .put("manufacturer", session.manufacturer())
                .put("product", id.product())
                .put("version", id.version())
                .build();
        session.result(Api.of(session).post(ApiPath.of("facilities", facility, "approvals"), body));
        session.say(facility + " approved " + id);
        return 0;
    }
}
