package io.suture.server.testing;

import io.suture.server.testing.Api.Answer;
import io.suture.trust.attest.Meaning;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.SignatureBlock;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Signer;
import io.suture.trust.release.Manifest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A person who approves releases as the command line does: open, prove anew who one is, sign. */
public record Approver(Caller caller, String person, Signer key) {

    /** Posts as a person. */
    public interface Caller {
        Answer post(String person, String path, byte[] body);
    }

    /** Return an example person. */
    public static Approver of(ApiCalls api, String person) {
        return new Approver(
                (by, path, body) -> {
                    Reply reply = api.post(by, path, body);
                    return new Answer(reply.status(), reply.body());
                },
                person,
                ExampleFolder.person(person));
    }

    /** What the server opened. */
    public record Opened(String path, JsonObject json) {

        public String id() {
            return json.string("id");
        }

        public Digest binding() {
            return Digest.parse(json.string("binding"));
        }

        public List<Digest> evidence() {
            return json.strings("evidence").stream().map(Digest::parse).toList();
        }
    }

    /** Approve a release of this path. */
    public Envelope approve(String releasePath, Manifest manifest) {
        Opened opened = open(releasePath);
        stepUp(opened);
        Envelope envelope = sign(opened, manifest);
        hand(opened, envelope).expect(201);
        return envelope;
    }

    public Opened open(String releasePath) {
        JsonObject opened =
                request(releasePath, "approval", "quality-approver").expect(201).json();
        return new Opened(releasePath + "/approvals", opened);
    }

    public Answer request(String releasePath, String meaning, String role) {
        JsonObject request = JsonObject.builder()
                .put("meaning", meaning)
                .put("role", role)
                .put("reason", "closes a vulnerability")
                .put("method", "key")
                .build();
        return caller.post(person, releasePath + "/approvals", Json.compact(request));
    }

    public void stepUp(Opened opened) {
        stepUp(opened.binding());
    }

    public void stepUp(Digest binding) {
        JsonObject claims = Tokens.claims(person, Instant.now())
                .put("binding", binding.toString())
                .build();
        String assertion = Tokens.signed(
                JsonObject.builder()
                        .put("alg", "ES256")
                        .put("typ", "step-up+jwt")
                        .build(),
                claims,
                key);
        JsonObject proof = JsonObject.builder()
                .put("binding", binding.toString())
                .put("assertion", assertion)
                .build();
        caller.post(person, "/api/v1/step-up", Json.compact(proof)).expect(201);
    }

    public Envelope sign(Opened opened, Manifest manifest) {
        return envelope(manifest, claim(opened, manifest));
    }

    /** Return what the person signs. */
    public QualityApproval claim(Opened opened, Manifest manifest) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new QualityApproval(
                new SignatureBlock(person, "Person " + person, now),
                opened.json().string("role"),
                Meaning.ofJson(opened.json().string("meaning")),
                opened.json().string("reason"),
                new QualityApproval.Authentication("signed-assertion", now),
                manifest.digest(),
                opened.evidence());
    }

    public Envelope envelope(Manifest manifest, QualityApproval claim) {
        return Envelope.sign(
                Statement.PAYLOAD_TYPE, Statement.about(manifest, claim).toJson(), key);
    }

    public Answer hand(Opened opened, Envelope envelope) {
        return caller.post(person, opened.path() + "/" + opened.id() + "/signature", envelope.toJson());
    }
}
