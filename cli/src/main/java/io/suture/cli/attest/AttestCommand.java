package io.suture.cli.attest;

import io.suture.cli.release.RemoteRelease;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attest}: signs a statement about the manifest's digest with the person's own key and sends it. */
@Command(
        name = "attest",
        description = {
            "Sign a statement about a release with your own key and attach it.",
            "The manifest is fetched and checked here; your name and the time are filled in."
        })
public final class AttestCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "authorship, validation-protocol, validation-run, malware-scan, risk-assessment,"
                    + " regulatory-decision (quality-approval: suture approve).")
    private String name = "";

    @Parameters(index = "1", paramLabel = "RELEASE", description = "PRODUCT/VERSION")
    private String release = "";

    @Option(names = "--predicate", required = true, paramLabel = "FILE", description = "The claim (JSON).")
    private Path predicate = Path.of("");

    @Option(names = "--printed-name", paramLabel = "NAME", description = "Default: the name your account has.")
    private @Nullable String printedName;

    @Option(
            names = "--payload",
            paramLabel = "FILE",
            description = "The file you tested or scanned: refused unless it is a payload of the manifest; may repeat.")
    private List<Path> payloads = new ArrayList<>();

    /** Creates the command. */
    public AttestCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String type = PredicateTypes.signable(name);
        JsonObject claim = read();
        RemoteRelease remote = RemoteRelease.of(session, release);
        Manifest manifest = remote.manifest();
        ManifestView.show(session, manifest);
        ManifestView.requirePayloads(manifest, payloads);
        PersonalSignature signature = PersonalSignature.of(session, remote.api(), printedName);
        Envelope envelope = signature.sign(manifest, type, signature.fill(claim));
        remote.attach(envelope);
        session.say(name + " signed by " + signature.person() + "  " + envelope.payloadDigest());
        session.result(JsonObject.builder()
                .put("release", remote.id().toString())
                .put("predicateType", type)
                .put("evidence", envelope.payloadDigest().toString())
                .build());
        return 0;
    }

    private JsonObject read() {
        try {
            JsonObject claim = Json.parseObject(LocalFiles.read(predicate, LocalFiles.DOCUMENT));
            boolean authorship = name.equals("authorship") && !claim.has("meaning");
            return authorship ? claim.toBuilder().put("meaning", "authorship").build() : claim;
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(predicate + ": " + e.getMessage());
        }
    }
}
