package io.suture.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entry bundles and their paths, and the example of docs/audit-log.md. */
class EntryBundleTest {

    private static final String ENTRY =
            "{\"commit\":{\"actor\":\"116bf100fd9e63ee6e83ece4eab81ccb21d512c007040700c8ba9eea4d1a0b4d\"},\"id\":\"01939a3e-7b1c-7def-8abc-0123456789ab\",\"kind\":\"release.published\",\"pub\":{\"manifest\":\"sha256:abababababababababababababababababababababababababababababababab\",\"product\":\"GW2\",\"rollback\":17,\"version\":\"3.1.1\"},\"schema\":\"urn:suture:audit-entry:v1\",\"time\":\"2026-11-21T18:59:01.123Z\"}";

    @Test
    void whenTheExampleOfTheFormatPageIsComputedThenItsHashesAreThose() {
        byte[] entry = ENTRY.getBytes(StandardCharsets.UTF_8);
        assertThat(AuditEntry.parse(entry).toJson()).isEqualTo(entry);
        Section actor = new Section("actor", new byte[32], "{\"person\":\"qa.one\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(AuditEntry.parse(entry).commitsTo(actor)).isTrue();
        TreeHash leaf = MerkleTree.leafHash(entry);
        TreeHash second = MerkleTree.leafHash("second".getBytes(StandardCharsets.UTF_8));
        assertThat(leaf.base64()).isEqualTo("BBr/uasnUVb0+4q3mtxvPF15sNDnYeK2wWhPsboklN0=");
        assertThat(MerkleTree.root(List.of(leaf, second)).base64())
                .isEqualTo("myUMNWIpCV7y/3LMUuu8Ns3ffB33NkiB/IzNPLwC2/s=");
        byte[] bundle = EntryBundle.format(List.of(entry));
        assertThat(HexFormat.of().formatHex(bundle, 0, 2)).isEqualTo("0172");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 256, tile/entries/000",
        "0, 1, tile/entries/000.p/1",
        "273, 112, tile/entries/273.p/112",
        "1234067, 256, tile/entries/x001/x234/067"
    })
    void whenAPathIsWrittenThenItReadsBack(long index, int width, String path) {
        assertThat(new BundlePath(index, width)).hasToString(path);
        assertThat(BundlePath.parse(path)).isEqualTo(new BundlePath(index, width));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0/000",
                "tile/entries/0",
                "tile/entries/000.p/256",
                "tile/entries/000.p/0",
                "tile/entries/../x"
            })
    void whenAPathIsNotInItsOneSpellingThenRefused(String path) {
        assertThatThrownBy(() -> BundlePath.parse(path)).isInstanceOf(MalformedLogDocument.class);
    }

    @Test
    void whenABundleIsWrittenThenItReadsBackAndAnyOtherLengthIsRefused() {
        List<byte[]> entries = new ArrayList<>(List.of(new byte[0], new byte[] {1}, new byte[LogLimits.ENTRY_BYTES]));
        byte[] bundle = EntryBundle.format(entries);
        assertThat(EntryBundle.parse(new BundlePath(0, 3), bundle)).containsExactlyElementsOf(entries);
        assertThatThrownBy(() -> EntryBundle.parse(new BundlePath(0, 2), bundle))
                .isInstanceOf(MalformedLogDocument.class);
        assertThatThrownBy(() -> EntryBundle.parse(new BundlePath(0, 4), bundle))
                .isInstanceOf(MalformedLogDocument.class);
        for (int cut : new int[] {1, 3, bundle.length - 1}) {
            byte[] shorter = java.util.Arrays.copyOf(bundle, cut);
            assertThatThrownBy(() -> EntryBundle.parse(new BundlePath(0, 3), shorter))
                    .isInstanceOf(MalformedLogDocument.class);
        }
        assertThatThrownBy(() -> EntryBundle.format(List.of(new byte[LogLimits.ENTRY_BYTES + 1])))
                .isInstanceOf(MalformedLogDocument.class);
    }

    @Test
    void whenABundleIsFullThenItHasAtMostTheDeclaredBytes() {
        List<byte[]> most = Collections.nCopies(LogLimits.TILE_WIDTH, new byte[LogLimits.ENTRY_BYTES]);
        assertThat(EntryBundle.format(most)).hasSize(EntryBundle.MAX_BYTES);
    }
}
