package io.suture.cli.attest;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Manifest;
import io.suture.trust.sbom.Sbom;
import io.suture.trust.sbom.SbomLimits;
import io.suture.trust.sbom.SbomReview;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attest sbom}: that somebody looked at the bill of materials, and what is missing in it. */
@Command(
        name = "sbom",
        description = {
            "Sign a reference to the release's bill of materials with a summary: components, those without a level of",
            "support, those past the end of their support. Refused while a component has no level of support."
        })
public final class SbomCommand implements Callable<Integer> {

    private static final String TYPE = "https://in-toto.io/attestation/reference/v0.1";

    private final Session session;

    @Mixin
    private StatementOptions options = new StatementOptions();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SBOM",
            description = "Your copy. Default: the server's, which must have the manifest's digest.")
    private @Nullable Path file;

    @Option(
            names = "--allow-missing-support",
            paramLabel = "REASON",
            description = "Sign although components have no level of support; the reason stays in the statement.")
    private @Nullable String allowed;

    /** Creates the command. */
    public SbomCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        StatementTarget target = options.open(session);
        byte[] bytes = bytes(target);
        SbomReview review = new SbomReview(read(bytes, target.manifest()), today());
        show(review.toJson());
        requireSupport(review.withoutSupportLevel());
        target.attach("sbom", TYPE, target.withFiles(claim(target.manifest(), review), options.files()));
        return 0;
    }

    private LocalDate today() {
        return session.world().clock().instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private byte[] bytes(StatementTarget target) {
        byte[] bytes = file == null
                ? target.remote().api().bytes(target.remote().path("sbom"))
                : LocalFiles.read(file, SbomLimits.DOCUMENT.maxBytes());
        Digest digest = Digest.of(bytes);
        if (!digest.equals(target.manifest().sbom().digest())) {
            throw CommandFailure.refused(
                    "wrong-sbom", "these bytes (" + digest + ") are not the bill of materials that the manifest names");
        }
        return bytes;
    }

    private static Sbom read(byte[] bytes, Manifest manifest) {
        try {
            Sbom sbom = Sbom.parse(bytes);
            for (Artifact payload : manifest.payloads()) {
                if (!sbom.describes(payload.digest())) {
                    throw CommandFailure.refused(
                            "payload-not-described", "the bill of materials does not name payload " + payload.name());
                }
            }
            return sbom;
        } catch (MalformedDocumentException e) {
            throw CommandFailure.refused("sbom-unreadable", "the bill of materials: " + e.getMessage());
        }
    }

    private void show(JsonObject summary) {
        session.say(
                "sbom       " + summary.string("format") + " " + summary.string("version") + ", "
                        + summary.integer("components") + " components",
                "  without level of support  " + named(summary, "withoutSupportLevel"),
                "  without end of support    " + named(summary, "withoutEndOfSupport"),
                "  past end of support       " + named(summary, "pastEndOfSupport"),
                "  missing NTIA elements     " + words(summary.strings("missingMinimumElements")));
    }

    private static String named(JsonObject summary, String member) {
        JsonObject found = summary.object(member);
        return found.integer("count") + (found.integer("count") == 0 ? "" : ": " + words(found.strings("named")));
    }

    private static String words(List<String> words) {
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private void requireSupport(List<String> without) {
        if (!without.isEmpty() && allowed == null) {
            throw CommandFailure.refused(
                    "support-level-missing",
                    without.size() + " components have no level of support, the first: " + without.getFirst()
                            + ". Add property fda:softwareLevelOfSupport, or give --allow-missing-support REASON");
        }
    }

    private JsonObject claim(Manifest manifest, SbomReview review) {
        JsonObject.Builder annotations = review.toJson().toBuilder();
        Optional.ofNullable(allowed)
                .filter(reason -> !review.withoutSupportLevel().isEmpty())
                .ifPresent(reason -> annotations.put("missingSupportAllowedBecause", reason));
        Artifact sbom = manifest.sbom();
        JsonObject reference = JsonObject.builder()
                .put("name", sbom.name())
                .put(
                        "digest",
                        JsonObject.builder().put("sha256", sbom.digest().hex()).build())
                .put("mediaType", EvidenceUploads.mediaType(sbom.name()))
                .put("annotations", annotations.build())
                .build();
        return JsonObject.builder()
                .put(
                        "attester",
                        JsonObject.builder()
                                .put("id", "urn:suture:person:" + session.person())
                                .build())
                .putAll("references", List.of(reference))
                .build();
    }
}
