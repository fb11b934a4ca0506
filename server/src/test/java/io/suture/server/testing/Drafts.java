package io.suture.server.testing;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Compatibility;
import io.suture.trust.release.InstallRules;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseKind;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes releases of product GW2 of manufacturer exm, as re.one. */
public record Drafts(ApiCalls api) {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String AUTHOR = "re.one";

    /** Create a draft with a version nobody used. */
    public ReleaseId create() {
        ReleaseId id = new ReleaseId("GW2", "4.0." + NUMBER.incrementAndGet());
        JsonObject body = JsonObject.builder()
                .put("product", id.product())
                .put("version", id.version())
                .build();
        require(api.post(AUTHOR, "/api/v1/manufacturers/exm/releases", body), 201);
        return id;
    }

    /** Return the path of a release or of a part of it. */
    public static String path(ReleaseId id, String part) {
        return "/api/v1/manufacturers/exm/releases/" + id + part;
    }

    /** Upload a file. */
    public Reply upload(ReleaseId id, String name, byte[] bytes, String... headers) {
        return api.put(AUTHOR, path(id, "/files/" + name), BodyPublishers.ofByteArray(bytes), headers);
    }

    /** Return the bytes of a payload. */
    public static byte[] payload(ReleaseId id) {
        return ("firmware of " + id).getBytes(StandardCharsets.UTF_8);
    }

    /** Return the bytes of the bill of materials. */
    public static byte[] sbom(ReleaseId id) {
        return Sboms.of(Digest.of(payload(id)));
    }

    /** Return the manifest of payload and bill of materials. */
    public static Manifest manifest(ReleaseId id) {
        return manifest(id, sbom(id));
    }

    /** Return the manifest with another bill of materials. */
    public static Manifest manifest(ReleaseId id, byte[] sbom) {
        return new Manifest(
                id,
                18,
                ReleaseKind.ROUTINE,
                List.of("CVE-2021-44228"),
                new Compatibility(List.of("09521234000044"), List.of("VM"), List.of()),
                new InstallRules("a-b", true, 6),
                List.of(artifact("firmware.bin", payload(id))),
                artifact("sbom.cdx.json", sbom));
    }

    private static Artifact artifact(String name, byte[] bytes) {
        return new Artifact(name, bytes.length, Digest.of(bytes));
    }

    /** Create a draft, upload its files and submit it. */
    public ReleaseId submit() {
        ReleaseId id = create();
        require(upload(id, "firmware.bin", payload(id)), 200);
        require(upload(id, "sbom.cdx.json", sbom(id)), 200);
        require(api.post(AUTHOR, path(id, "/submission"), manifest(id).toJson()), 200);
        return id;
    }

    private static void require(Reply reply, int status) {
        if (reply.status() != status) {
            throw new IllegalStateException(reply.status() + " " + reply.text());
        }
    }
}
