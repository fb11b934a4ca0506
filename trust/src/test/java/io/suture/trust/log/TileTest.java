package io.suture.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 0, 8, tile/0/000.p/8",
        "1, 123, 17, tile/1/123.p/17",
        "2, 1000, 256, tile/2/x001/000",
        "15, 455667, 256, tile/15/x455/667",
        "3, 1234067, 256, tile/3/x001/x234/067",
        "63, 9223372036854775807, 255, tile/63/x009/x223/x372/x036/x854/x775/807.p/255"
    })
    void whenPathIsFormattedThenItIsTheOneOfTheSpecification(int level, long index, int width, String text) {
        TilePath path = new TilePath(level, index, width);
        assertThat(path).hasToString(text);
        assertThat(TilePath.parse(text)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/0",
                "tile/0/0000",
                "tile/00/000",
                "tile/64/000",
                "tile/0/x000/001",
                "tile/0/001/002",
                "tile/0/x001/x002",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/08",
                "tile/0/000.p/",
                "tile/-1/000",
                "tile/0/../000",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/entries/000",
                " tile/0/000",
                ""
            })
    void whenPathIsMalformedThenRefused(String path) {
        assertThatThrownBy(() -> TilePath.parse(path)).isInstanceOf(MalformedLogDocument.class);
    }

    @Test
    void whenSizeIs70000ThenTilesAreTheOnesOfTheWorkedExample() {
        List<TilePath> paths = TilePath.forSize(70_000);
        assertThat(paths).hasSize(277);
        assertThat(paths).filteredOn(path -> path.level() == 0 && path.isFull()).hasSize(273);
        assertThat(paths)
                .filteredOn(path -> !path.isFull())
                .extracting(TilePath::toString)
                .containsExactly("tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1");
        assertThat(paths).contains(new TilePath(1, 0, 256));
        assertThat(paths).allMatch(path -> path.existsIn(70_000));
    }

    @Test
    void whenSizeIs256ThenThereIsOneFullTileAndOneHashAbove() {
        assertThat(TilePath.forSize(256))
                .extracting(TilePath::toString)
                .containsExactly("tile/0/000", "tile/1/000.p/1");
        assertThat(TilePath.forSize(0)).isEmpty();
        assertThat(new TilePath(0, 0, 256).existsIn(255)).isFalse();
        assertThat(new TilePath(0, Long.MAX_VALUE, 1).existsIn(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void whenTreeIsReadFromTilesThenRootAndProofsAreTheSame() {
        int size = 70_000;
        List<TreeHash> leaves = leaves(size);
        HashReader direct = HashReader.ofLeaves(leaves);
        Map<String, byte[]> stored = new HashMap<>();
        TilePath.forSize(size)
                .forEach(path ->
                        stored.put(path.toString(), Tile.of(path, direct).toBytes()));
        HashReader tiles = HashReader.ofTiles(
                size, path -> Tile.parse(path, java.util.Objects.requireNonNull(stored.get(path.toString()))));
        assertThat(MerkleTree.root(size, tiles)).isEqualTo(MerkleTree.root(size, direct));
        for (long index : new long[] {0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999}) {
            assertThat(MerkleTree.inclusionProof(index, size, tiles))
                    .isEqualTo(MerkleTree.inclusionProof(index, size, direct));
            assertThat(MerkleTree.consistencyProof(index, size, tiles))
                    .isEqualTo(MerkleTree.consistencyProof(index, size, direct));
        }
    }

    @Test
    void whenTileHasAnotherLengthThenRefused() {
        TilePath path = new TilePath(0, 0, 2);
        assertThat(Tile.parse(path, new byte[64]).hashes()).hasSize(2);
        assertThatThrownBy(() -> Tile.parse(path, new byte[63])).isInstanceOf(MalformedLogDocument.class);
        assertThatThrownBy(() -> Tile.parse(path, new byte[96])).isInstanceOf(MalformedLogDocument.class);
        assertThatThrownBy(() -> Tile.hashes(new byte[33])).isInstanceOf(MalformedLogDocument.class);
    }

    private static List<TreeHash> leaves(int count) {
        List<TreeHash> leaves = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            leaves.add(MerkleTree.leafHash(ByteBuffer.allocate(4).putInt(i).array()));
        }
        return leaves;
    }
}
