package io.suture.cli.attest;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attest release}: the order to sign a release, in the words of in-toto {@code release/v0.1}. */
@Command(
        name = "release",
        description = {
            "Sign the order to release: who gives it is the signer in the policy's separation of duties.",
            "It names the release by package URL."
        })
public final class ReleaseOrderCommand implements Callable<Integer> {

    private static final String TYPE = "https://in-toto.io/attestation/release/v0.1";

    private final Session session;

    @Mixin
    private StatementOptions options = new StatementOptions();

    @Option(
            names = "--purl",
            paramLabel = "PURL",
            defaultValue = "",
            description = "Package URL. Default: pkg:generic/MANUFACTURER/PRODUCT@VERSION.")
    private String purl = "";

    /** Creates the command. */
    public ReleaseOrderCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        StatementTarget target = options.open(session);
        ReleaseId id = target.manifest().id();
        String named = purl.isEmpty()
                ? "pkg:generic/" + session.manufacturer() + "/" + id.product() + "@" + id.version()
                : purl;
        JsonObject claim = JsonObject.builder()
                .put("purl", named)
                .put("releaseId", target.manifest().digest().toString())
                .build();
        target.attach("release", TYPE, target.withFiles(claim, options.files()));
        return 0;
    }
}
