package io.suture.server.signing;

import io.suture.server.identity.Actor;
import io.suture.server.identity.Role;
import io.suture.server.signing.SigningEvent.Purpose;
import io.suture.server.signing.SigningEvent.Signature;
import io.suture.trust.digest.Digest;
import io.suture.trust.gate.People;
import io.suture.trust.gate.Person;
import io.suture.trust.gate.PersonKey;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.TargetFile;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A role of three keys, two of which must sign: the server's, Ann's and Bob's; and a stranger. */
final class SigningEventFixture {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final TargetFile WANTED = TargetFile.of("GW2/3.0/manifest.json", 1, Digest.of(new byte[1]));
    static final TargetFile NEW = TargetFile.of("GW2/3.1/manifest.json", 2, Digest.of(new byte[2]));
    static final ReleaseId RELEASE = new ReleaseId("GW2", "3.1");

    final SoftwareSigner server = key(KeyAlgorithm.ED25519);
    final SoftwareSigner ann = key(KeyAlgorithm.ECDSA_P256);
    final SoftwareSigner bob = key(KeyAlgorithm.ECDSA_P256);
    final SoftwareSigner stranger = key(KeyAlgorithm.ED25519);

    static SoftwareSigner key(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, new SecureRandom());
    }

    DelegatedRole role(int threshold) {
        return DelegatedRole.ofPaths(
                "GW2", RoleKeys.of(threshold, server.publicKey(), ann.publicKey(), bob.publicKey()), true, "GW2/*/*");
    }

    RepositoryState visible(DelegatedRole role) {
        byte[] targets = MetadataWriter.sign(
                MetadataWriter.targets(1, NOW.plusSeconds(60), List.of(), Delegations.of(role)), List.of());
        return new RepositoryState(
                List.of(), Map.of("targets", new Metadata("targets", 1, targets, NOW.plusSeconds(60), true)));
    }

    Situation situation(DelegatedRole role, Map<String, Long> used, List<TargetFile> wanted, Instant now) {
        RepositoryState visible = visible(role);
        return new Situation(
                visible, visible, Map.of("GW2", wanted), Map.of(), new RoleVersions.Known(used, Map.of()), now);
    }

    /** Version 4 of the role: a wanted file and those of a new release. */
    SigningEvent release(SigningEventState state) {
        return event(Purpose.RELEASE, Optional.of(RELEASE), List.of(WANTED, NEW), state);
    }

    SigningEvent event(Purpose purpose, Optional<ReleaseId> release, List<TargetFile> files, SigningEventState state) {
        JsonObject signed = Refresh.product(4, NOW.plus(Duration.ofDays(180)), files, Delegations.NONE);
        return new SigningEvent(
                new UUID(0, 1),
                "exm",
                "GW2",
                4,
                purpose,
                release,
                CanonicalJson.olpc(signed),
                SigningEvent.describe(role(2)),
                NOW.plus(Duration.ofDays(180)),
                state,
                "",
                "re.one",
                NOW,
                NOW.plus(Duration.ofDays(14)),
                List.of(signature(signed, server, Optional.empty())));
    }

    /** A person's signature over a signed part. */
    static Signature signature(JsonObject signed, Signer signer, Optional<String> person) {
        JsonObject json = Json.parseObject(MetadataWriter.sign(signed, List.of(signer)))
                .objects("signatures")
                .getFirst();
        return new Signature(new KeyId(json.string("keyid")), json.string("sig"), person, NOW);
    }

    static Signature signature(SigningEvent event, Signer signer, String person) {
        return signature(Json.parseObject(event.toBeSigned()), signer, Optional.of(person));
    }

    static SigningEvent with(SigningEvent event, Signature more) {
        List<Signature> all = new java.util.ArrayList<>(event.signatures());
        all.add(more);
        return new SigningEvent(
                event.id(),
                event.manufacturer(),
                event.role(),
                event.version(),
                event.purpose(),
                event.release(),
                event.toBeSigned(),
                event.delegation(),
                event.metadataExpires(),
                event.state(),
                event.reason(),
                event.openedBy(),
                event.openedAt(),
                event.expiresAt(),
                all);
    }

    People people(PersonKey... bobs) {
        return new People(
                1,
                List.of(
                        new Person("ann", "Ann", Set.of("quality-approver"), List.of(usable(ann))),
                        new Person(
                                "bob",
                                "Bob",
                                Set.of("quality-approver"),
                                bobs.length == 0 ? List.of(usable(bob)) : List.of(bobs)),
                        new Person("eve", "Eve", Set.of("validator"), List.of(usable(stranger)))));
    }

    static PersonKey usable(Signer signer) {
        return new PersonKey(signer.publicKey(), NOW.minusSeconds(60), Optional.empty(), Optional.empty());
    }

    static Actor actor(String id) {
        return new Actor(id, id, Set.of(Role.QUALITY_APPROVER), Optional.of("exm"), Optional.empty());
    }
}
