package io.suture.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of types 1, 4 and 6, with checkpoints that public logs and witnesses signed. */
class CosignatureTest {

    /** A staging log of Certificate Transparency, with four public witnesses. */
    private static final String PUBLIC_NOTE = """
            arche2025h1.staging.ct.transparency.dev
            1432088532
            U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

            \u2014 arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
            \u2014 arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
            \u2014 transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
            \u2014 witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
            \u2014 remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
            \u2014 witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
            """;

    private static final String PUBLIC_LOG =
            "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
    private static final List<String> PUBLIC_WITNESSES = List.of(
            "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
            "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
            "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
            "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv");

    private static final String ORIGIN = "localhost/exm/audit";
    private static final Instant AT = Instant.parse("2026-11-22T06:00:00Z");
    private static final String TEXT = new Checkpoint(ORIGIN, 7, MerkleTree.leafHash(new byte[] {1})).format();

    @Test
    void whenPublicWitnessesCosignedAPublicLogThenEachSignatureVerifiesWithItsTime() {
        SignedNote note = SignedNote.parse(PUBLIC_NOTE);
        List<NoteKey> keys = PUBLIC_WITNESSES.stream().map(NoteKey::parse).toList();
        assertThat(note.signatures(keys))
                .hasSize(4)
                .allSatisfy(signature -> assertThat(signature.time()).contains(Instant.ofEpochSecond(0x6a122120L)));
        assertThat(note.signatures(List.of(NoteKey.parse(PUBLIC_LOG))))
                .singleElement()
                .satisfies(signature -> assertThat(signature.time()).isEmpty());
    }

    @Test
    void whenAByteOfAPublicCosignedTextIsChangedThenNoSignatureVerifies() {
        String changed = PUBLIC_NOTE.replace("1432088532", "1432088533");
        for (String vkey : PUBLIC_WITNESSES) {
            assertThatThrownBy(() -> SignedNote.parse(changed).signatures(List.of(NoteKey.parse(vkey))))
                    .isInstanceOf(CheckpointNotSigned.class);
        }
    }

    @Test
    void whenCheckpointIsOfTheGoChecksumDatabaseThenItsKeyVerifiesIt() {
        NoteKey key = NoteKey.parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");
        String text = "go.sum database tree\n15081221\nBoMMe1wd25Tco0mYGROkyqxHZWx+hcSCtMV315Lu6Lg=\n";
        String note = text
                + "\n\u2014 sum.golang.org Az3grilD7vQqTrv66jRgKM84Y80KTprrSt4bKmiOPxgmS5ZVBTeCl6dUvjYnN13R+C8j0jGY1WnUADGMkok3U0m2Zgo=\n";
        assertThat(SignedNote.parse(note).verify(List.of(key))).isEqualTo(text);
        byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> SignedNote.parse(changed).verify(List.of(key)))
                    .isInstanceOf(LogException.class);
        }
    }

    @Test
    void whenMessageOfMlDsaIsMadeThenItIsTheStructureOfTheSpecification() {
        byte[] message = NoteKeyType.ML_DSA_44.message("w.example/1", 1_679_315_147L, TEXT);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes("subtree/v1\n".getBytes(StandardCharsets.US_ASCII));
        expected.write(0);
        expected.write(11);
        expected.writeBytes("w.example/1".getBytes(StandardCharsets.US_ASCII));
        expected.writeBytes(ByteBuffer.allocate(8).putLong(1_679_315_147L).array());
        expected.write(19);
        expected.writeBytes(ORIGIN.getBytes(StandardCharsets.US_ASCII));
        expected.writeBytes(ByteBuffer.allocate(16).putLong(0).putLong(7).array());
        expected.writeBytes(MerkleTree.leafHash(new byte[] {1}).bytes());
        assertThat(message).isEqualTo(expected.toByteArray());
    }

    @Test
    void whenLogAndWitnessSignWithBothAlgorithmsThenEachSignatureVerifiesOnlyUnderItsOwnType() {
        NoteSigner log1 = new NoteSigner(ORIGIN, key(KeyAlgorithm.ED25519));
        NoteSigner log6 = new NoteSigner(ORIGIN, key(KeyAlgorithm.ML_DSA_44));
        NoteSigner witness4 = NoteSigner.ofWitness("w.example/1", key(KeyAlgorithm.ED25519));
        NoteSigner witness6 = NoteSigner.ofWitness("w.example/1", key(KeyAlgorithm.ML_DSA_44));
        List<NoteSigner> signers = List.of(log1, log6, witness4, witness6);
        SignedNote note = SignedNote.sign(TEXT, AT, signers.toArray(new NoteSigner[0]));
        List<NoteKey> keys = signers.stream().map(NoteSigner::key).toList();
        assertThat(note.onlySignatures(keys))
                .containsExactly(
                        new VerifiedSignature(log1.key(), Optional.empty()),
                        new VerifiedSignature(log6.key(), Optional.of(AT)),
                        new VerifiedSignature(witness4.key(), Optional.of(AT)),
                        new VerifiedSignature(witness6.key(), Optional.of(AT)));
        NoteKey asLog =
                new NoteKey("w.example/1", NoteKeyType.ED25519, witness4.key().publicKey());
        assertThat(note.signatures(List.of(asLog))).isEmpty();
        assertThatThrownBy(() -> note.onlySignatures(keys.subList(0, 3))).isInstanceOf(CheckpointNotSigned.class);
        assertThat(SignedNote.parse(TEXT + "\n" + note.linesOf(keys.subList(2, 4)))
                        .signatures(keys))
                .hasSize(2);
        keys.forEach(key -> assertThat(NoteKey.parse(key.vkey())).isEqualTo(key));
    }

    @Test
    void whenTheTimeOfACosignatureIsChangedThenRefused() {
        for (KeyAlgorithm algorithm : List.of(KeyAlgorithm.ED25519, KeyAlgorithm.ML_DSA_44)) {
            NoteSigner witness = NoteSigner.ofWitness("w", key(algorithm));
            String note = SignedNote.sign(TEXT, AT, witness).format();
            int blob = note.lastIndexOf(' ') + 1;
            byte[] bytes = Base64.getDecoder().decode(note.substring(blob).trim());
            for (int i = 4; i < 12; i++) {
                byte[] changed = bytes.clone();
                changed[i] ^= (byte) (i == 4 ? 0x80 : 1);
                String other = note.substring(0, blob) + Base64.getEncoder().encodeToString(changed) + "\n";
                assertThatThrownBy(() -> SignedNote.parse(other).signatures(List.of(witness.key())))
                        .isInstanceOf(CheckpointNotSigned.class);
            }
        }
    }

    @Test
    void whenAWitnessStatesNoTimeThenItCannotSignWithEd25519() {
        NoteSigner witness = NoteSigner.ofWitness("w", key(KeyAlgorithm.ED25519));
        assertThatThrownBy(() -> SignedNote.sign(TEXT, witness)).isInstanceOf(MalformedLogDocument.class);
        NoteSigner log = new NoteSigner(ORIGIN, key(KeyAlgorithm.ML_DSA_44));
        assertThat(SignedNote.sign(TEXT, log).signatures(List.of(log.key())))
                .containsExactly(new VerifiedSignature(log.key(), Optional.empty()));
    }

    @Test
    void whenMlDsaSignsSomethingElseThanACheckpointThenRefused() {
        NoteSigner log = new NoteSigner(ORIGIN, key(KeyAlgorithm.ML_DSA_44));
        assertThatThrownBy(() -> SignedNote.sign("no checkpoint\n", log)).isInstanceOf(MalformedLogDocument.class);
        assertThatThrownBy(() -> SignedNote.sign(TEXT + "extension\n", log)).isInstanceOf(MalformedLogDocument.class);
    }

    @Test
    void whenANameHas255BytesThenMlDsaSignsAndOneMoreIsRefused() {
        SoftwareSigner key = key(KeyAlgorithm.ML_DSA_44);
        NoteSigner longest = NoteSigner.ofWitness("w".repeat(255), key);
        assertThat(SignedNote.sign(TEXT, AT, longest).signatures(List.of(longest.key())))
                .hasSize(1);
        NoteSigner longer = NoteSigner.ofWitness("w".repeat(256), key);
        assertThatThrownBy(() -> SignedNote.sign(TEXT, AT, longer)).isInstanceOf(MalformedLogDocument.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA==", "", "Ag==", "BQ==", "Bg==", "AQ=="})
    void whenTheTypeOfAKeyIsUnknownOrItsBytesAreMissingThenRefused(String material) {
        assertThatThrownBy(() -> NoteKey.parse("log+00000000+" + material)).isInstanceOf(MalformedLogDocument.class);
    }

    @Test
    void whenASignerIsGivenAnotherKeyThenRefused() {
        NoteKey key = NoteKey.ofWitness("w", key(KeyAlgorithm.ED25519).publicKey());
        SoftwareSigner other = key(KeyAlgorithm.ED25519);
        assertThatThrownBy(() -> new NoteSigner(key, other)).isInstanceOf(MalformedLogDocument.class);
    }

    private static SoftwareSigner key(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, new SecureRandom());
    }
}
