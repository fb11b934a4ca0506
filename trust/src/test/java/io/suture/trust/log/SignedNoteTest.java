package io.suture.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of C2SP signed-note, and its rules. */
class SignedNoteTest {

    private static final String VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String TEXT = "This is an example message.\n";
    private static final String LINE =
            "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    private static final String NOTE = TEXT + "\n" + LINE;
    private static final String STRANGER =
            "\u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    private static final List<NoteKey> KEYS = List.of(NoteKey.parse(VKEY));

    @Test
    void whenNoteIsTheExampleOfTheSpecificationThenItsKeyVerifiesIt() {
        assertThat(SignedNote.parse(NOTE).verify(KEYS)).isEqualTo(TEXT);
        assertThat(SignedNote.parse(NOTE).format()).isEqualTo(NOTE);
        assertThat(KEYS.getFirst().vkey()).isEqualTo(VKEY);
    }

    @Test
    void whenOneBitOfTheNoteIsFlippedThenItIsRefused() {
        byte[] note = NOTE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < note.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = note.clone();
                changed[i] ^= (byte) (1 << bit);
                refused(changed);
            }
        }
    }

    @Test
    void whenTheNoteIsCutOrLongerThenItIsRefused() {
        for (int length = 0; length < NOTE.length(); length++) {
            refused(NOTE.substring(0, length).getBytes(StandardCharsets.UTF_8));
        }
        refused((NOTE + "\n").getBytes(StandardCharsets.UTF_8));
        refused((NOTE + "x\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whenAnUnknownKeyAlsoSignedThenItIsIgnored() {
        assertThat(SignedNote.parse(TEXT + "\n" + STRANGER + LINE).verify(KEYS)).isEqualTo(TEXT);
        assertThat(SignedNote.parse(TEXT + "\n" + LINE + STRANGER).verify(KEYS)).isEqualTo(TEXT);
    }

    @Test
    void whenOnlyUnknownKeysSignedThenRefused() {
        assertThatThrownBy(() -> SignedNote.parse(TEXT + "\n" + STRANGER).verify(KEYS))
                .isInstanceOfSatisfying(
                        CheckpointNotSigned.class, e -> assertThat(e.code()).isEqualTo("checkpoint-not-signed"));
    }

    @Test
    void whenAKnownKeyHasAWrongSignatureThenTheNoteIsRefusedEvenWithARightOne() {
        NoteSigner right = signer("example.com/log");
        NoteSigner other = signer("example.com/log2");
        String note = SignedNote.sign(TEXT, right, other).format();
        String wrongLine = SignedNote.sign("other\n", other).format().substring("other\n\n".length());
        String mixed = note.substring(0, note.lastIndexOf('\u2014')) + wrongLine;
        assertThat(SignedNote.parse(mixed).verify(List.of(right.key()))).isEqualTo(TEXT);
        assertThatThrownBy(() -> SignedNote.parse(mixed).verify(List.of(right.key(), other.key())))
                .isInstanceOf(CheckpointNotSigned.class);
    }

    @Test
    void whenTextHasEmptyLinesThenSignaturesFollowTheLastOne() {
        NoteSigner signer = signer("example.com/log");
        String text = "Ognuno sta solo sul cuor della terra\n\ned \u00e8 subito sera.\n";
        SignedNote note = SignedNote.parse(SignedNote.sign(text, signer).format());
        assertThat(note.verify(List.of(signer.key()))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n\u2014 name\n",
                "text\n\n\u2014 name AAAAAAA=\n\n",
                "text\n\n- name AAAAAAA=\n",
                "text\n\n\u2014  AAAAAAA=\n",
                "text\n\n\u2014 na me AAAAAAA=\n",
                "text\n\n\u2014 na+me AAAAAAA=\n",
                "text\n\n\u2014 na\u00a0me AAAAAAA=\n",
                "text\n\n\u2014 name AAAAAAA\n",
                "text\n\n\u2014 name AAAAAAB=\n",
                "text\n\n\u2014 name AAAAAA==\n",
                "text\n\n\u2014 name AAAAAAA=",
                "te\txt\n\n\u2014 name AAAAAAA=\n",
                "te\rxt\n\n\u2014 name AAAAAAA=\n"
            })
    void whenNoteIsMalformedThenRefused(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(MalformedLogDocument.class);
    }

    @Test
    void whenNumberOfSignaturesIsAtTheLimitThenAcceptedAndOneMoreRefused() {
        String most = TEXT + "\n" + STRANGER.repeat(LogLimits.NOTE_SIGNATURES - 1) + LINE;
        assertThat(SignedNote.parse(most).verify(KEYS)).isEqualTo(TEXT);
        assertThatThrownBy(() -> SignedNote.parse(most + STRANGER)).isInstanceOf(MalformedLogDocument.class);
    }

    @Test
    void whenNoteIsAtTheSizeLimitThenAcceptedAndOneByteMoreRefused() {
        NoteSigner signer = signer("log");
        int rest = SignedNote.sign("\n", signer).format().length() + 2;
        String text = "x".repeat(LogLimits.NOTE_BYTES - rest) + "\n";
        assertThat(SignedNote.sign(text, signer).format().getBytes(StandardCharsets.UTF_8))
                .hasSize(LogLimits.NOTE_BYTES);
        assertThatThrownBy(() -> SignedNote.sign("x" + text, signer)).isInstanceOf(MalformedLogDocument.class);
    }

    @Test
    void whenNoteIsNotUtf8ThenRefused() {
        byte[] note = NOTE.getBytes(StandardCharsets.UTF_8);
        note[3] = (byte) 0xff;
        refused(note);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com/foo",
                "example.com/foo+530d903a",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
                "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
            })
    void whenVerifierKeyIsMalformedThenRefused(String vkey) {
        assertThatThrownBy(() -> NoteKey.parse(vkey)).isInstanceOf(MalformedLogDocument.class);
    }

    @Test
    void whenSignerIsNotEd25519ThenRefused() {
        SoftwareSigner ecdsa = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, new SecureRandom());
        assertThatThrownBy(() -> new NoteSigner("log", ecdsa)).isInstanceOf(MalformedLogDocument.class);
    }

    private static NoteSigner signer(String name) {
        return new NoteSigner(name, SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom()));
    }

    private static void refused(byte[] note) {
        assertThatThrownBy(() -> SignedNote.parse(note).verify(KEYS)).isInstanceOf(LogException.class);
    }
}
