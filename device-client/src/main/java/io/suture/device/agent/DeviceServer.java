package io.suture.device.agent;

import io.suture.device.transport.Reply;
import io.suture.device.transport.Request;
import io.suture.device.transport.Transport;
import io.suture.trust.director.DirectorLimits;
import io.suture.trust.director.Nonce;
import io.suture.trust.release.ReleaseId;
import java.util.Optional;

/** The device listener's resources. */
public final class DeviceServer {

    private static final String ASSIGNMENT = "/device/v1/assignment";
    private static final String TRUSTED_ROOT = "Suture-Trusted-Root";
    private static final String RECEIPTS = "/device/v1/receipts";
    private static final int ENTRY_BYTES = 65_535;
    private static final int PROOF_BYTES = 256 * 1024;

    private final Transport transport;
    private final String manufacturer;

    public DeviceServer(Transport transport, String manufacturer) {
        this.transport = transport;
        this.manufacturer = manufacturer;
    }

    /**
     * Ask what this device should run; the answer is an envelope that is not verified yet.
     *
     * @param trustedRoot the newest root this device trusts, so that the server knows when all devices have seen one
     */
    byte[] assignment(Nonce nonce, Optional<Long> trustedRoot) {
        Request question = Request.get(ASSIGNMENT + "?nonce=" + nonce);
        Request request = trustedRoot
                .map(version -> question.with(TRUSTED_ROOT, version.toString()))
                .orElse(question);
        return Reply.to(transport, request, DirectorLimits.ENVELOPE_BYTES)
                .found(ASSIGNMENT)
                .orElseThrow(() -> new RefusedException(new Refusal.Malformed("assignment", "not found")));
    }

    /** Return the logged publication of a release. */
    public Optional<byte[]> publication(ReleaseId release) {
        return get(log("releases/" + release + "/entry"), ENTRY_BYTES);
    }

    /** Return the proof that the publication is in the log. */
    public Optional<byte[]> inclusionProof(ReleaseId release) {
        return get(log("releases/" + release + "/proof"), PROOF_BYTES);
    }

    /** Return the proof that the log only grew between two sizes. */
    public Optional<byte[]> consistencyProof(long oldSize, long newSize) {
        return get(log("consistency/" + oldSize + "/" + newSize), PROOF_BYTES);
    }

    /** Deliver a receipt; the answer tells whether the server keeps it. */
    public Reply deliver(byte[] envelope) {
        return Reply.to(
                transport, Request.post(RECEIPTS, "application/vnd.dsse.envelope.v1+json", envelope), 16 * 1024);
    }

    String targets() {
        return "/repository/" + manufacturer + "/targets/";
    }

    String metadata() {
        return "/repository/" + manufacturer + "/metadata/";
    }

    private String log(String resource) {
        return "/repository/" + manufacturer + "/log/" + resource;
    }

    private Optional<byte[]> get(String path, int maxBytes) {
        return Reply.to(transport, Request.get(path), maxBytes).found(path);
    }
}
