package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.log.HashReader;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TreeHash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingTreeTest {

    private static List<TreeHash> leaves(int size) {
        List<TreeHash> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(MerkleTree.leafHash(Integer.toString(i).getBytes()));
        }
        return leaves;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 255, 256, 257, 511, 513, 65_535, 65_536, 65_537, 70_000})
    void whenLeavesAreAppendedThenTheRootIsTheOneOfTheWholeTree(int size) {
        GrowingTree tree = GrowingTree.empty();
        leaves(size).forEach(tree::append);
        assertThat(tree.size()).isEqualTo(size);
        assertThat(tree.root()).isEqualTo(MerkleTree.root(leaves(size)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 256, 257, 65_536, 66_000})
    void whenTheEdgeIsReloadedThenGrowthContinuesTheSame(int size) {
        List<TreeHash> leaves = leaves(size + 300);
        HashReader reader = HashReader.ofLeaves(leaves);
        List<Tile> edge = GrowingTree.edge(size).stream()
                .map(path -> Tile.of(path, reader))
                .toList();
        GrowingTree tree = GrowingTree.of(size, edge);
        assertThat(tree.root()).isEqualTo(MerkleTree.root(leaves.subList(0, size)));
        leaves.subList(size, size + 300).forEach(tree::append);
        assertThat(tree.root()).isEqualTo(MerkleTree.root(leaves));
    }

    @Test
    void whenTilesCompleteThenTheyAreTheTilesOfTheSpecification() {
        List<TreeHash> leaves = leaves(65_536);
        HashReader reader = HashReader.ofLeaves(leaves);
        GrowingTree tree = GrowingTree.empty();
        List<GrowingTree.CompleteTile> complete = new ArrayList<>();
        leaves.forEach(leaf -> complete.addAll(tree.append(leaf)));
        assertThat(complete).hasSize(257).allSatisfy(tile -> {
            assertThat(tile.tile()).isEqualTo(Tile.of(tile.tile().path(), reader));
            assertThat(tile.root())
                    .isEqualTo(reader.hash(
                            (tile.tile().path().level() + 1) * 8,
                            tile.tile().path().index()));
        });
    }
}
