package io.suture.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference tree of Certificate Transparency's own tests, and every proof of every tree up to 70 leaves. */
class MerkleTreeTest {

    private static final int LARGEST = 70;
    private static final List<TreeHash> LEAVES = leaves(LARGEST);

    private static final List<String> CT_LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> CT_ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void whenTreeIsEmptyThenRootIsTheHashOfNothing() {
        assertThat(MerkleTree.EMPTY_ROOT.base64()).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assertThat(MerkleTree.root(List.of())).isEqualTo(MerkleTree.EMPTY_ROOT);
    }

    @Test
    void whenLeavesAreTheReferenceLeavesThenEveryRootIsTheReferenceRoot() {
        List<TreeHash> leaves = CT_LEAVES.stream()
                .map(hex -> MerkleTree.leafHash(HexFormat.of().parseHex(hex)))
                .toList();
        for (int size = 0; size <= leaves.size(); size++) {
            TreeHash expected = TreeHash.ofHex(CT_ROOTS.get(size));
            assertThat(MerkleTree.root(leaves.subList(0, size))).isEqualTo(expected);
            assertThat(MerkleTree.root(size, HashReader.ofLeaves(leaves))).isEqualTo(expected);
        }
    }

    @Test
    void whenReferenceTreeThenProofsAreTheOnesOfRfc6962() {
        List<TreeHash> leaves = CT_LEAVES.stream()
                .map(hex -> MerkleTree.leafHash(HexFormat.of().parseHex(hex)))
                .toList();
        HashReader reader = HashReader.ofLeaves(leaves);
        assertThat(MerkleTree.inclusionProof(5, 8, reader))
                .extracting(TreeHash::hex)
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(MerkleTree.consistencyProof(6, 8, reader))
                .extracting(TreeHash::hex)
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    @Test
    void whenInclusionProofIsRightThenItVerifiesAndNoChangeOfItDoes() {
        for (int size = 1; size <= LARGEST; size++) {
            for (int index = 0; index < size; index++) {
                checkInclusion(index, size);
            }
        }
    }

    @Test
    void whenConsistencyProofIsRightThenItVerifiesAndNoChangeOfItDoes() {
        for (int newSize = 0; newSize <= LARGEST; newSize++) {
            for (int oldSize = 0; oldSize <= newSize; oldSize++) {
                checkConsistency(oldSize, newSize);
            }
        }
    }

    @Test
    void whenIndexIsNotBelowSizeThenRefused() {
        TreeHash leaf = LEAVES.getFirst();
        assertThatThrownBy(() -> Proofs.verifyInclusion(leaf, 1, 1, List.of(), leaf))
                .isInstanceOf(InvalidProof.class);
        assertThatThrownBy(() -> Proofs.verifyInclusion(leaf, 0, 0, List.of(), leaf))
                .isInstanceOf(InvalidProof.class);
        assertThatThrownBy(() -> Proofs.verifyInclusion(leaf, -1, 1, List.of(), leaf))
                .isInstanceOf(InvalidProof.class);
        assertThatThrownBy(() -> MerkleTree.inclusionProof(3, 3, HashReader.ofLeaves(LEAVES)))
                .isInstanceOf(InvalidProof.class);
        assertThatThrownBy(() -> MerkleTree.consistencyProof(4, 3, HashReader.ofLeaves(LEAVES)))
                .isInstanceOf(InvalidProof.class);
    }

    @Test
    void whenLeavesAreAppendedThenFrontierHasTheSameRoots() {
        HashReader reader = HashReader.ofLeaves(LEAVES);
        Frontier frontier = Frontier.empty();
        for (int size = 0; size < LARGEST; size++) {
            assertThat(frontier.root()).isEqualTo(MerkleTree.root(size, reader));
            assertThat(Frontier.of(size, reader)).isEqualTo(frontier);
            frontier = frontier.append(LEAVES.get(size));
        }
        assertThatThrownBy(() -> new Frontier(3, List.of(LEAVES.getFirst()))).isInstanceOf(MalformedLogDocument.class);
    }

    private static void checkInclusion(int index, int size) {
        HashReader reader = HashReader.ofLeaves(LEAVES);
        TreeHash leaf = LEAVES.get(index);
        TreeHash root = root(size);
        List<TreeHash> path = MerkleTree.inclusionProof(index, size, reader);
        Proofs.verifyInclusion(leaf, index, size, path, root);
        for (List<TreeHash> wrong : mutations(path)) {
            refused(() -> Proofs.verifyInclusion(leaf, index, size, wrong, root));
        }
        refused(() -> Proofs.verifyInclusion(flip(leaf), index, size, path, root));
        refused(() -> Proofs.verifyInclusion(leaf, index, size, path, flip(root)));
        for (int other = 0; other < size; other++) {
            int wrongIndex = other;
            if (other != index) {
                refused(() -> Proofs.verifyInclusion(leaf, wrongIndex, size, path, root));
            }
        }
    }

    private static void checkConsistency(int oldSize, int newSize) {
        List<TreeHash> path = MerkleTree.consistencyProof(oldSize, newSize, HashReader.ofLeaves(LEAVES));
        TreeHash oldRoot = root(oldSize);
        TreeHash newRoot = root(newSize);
        Proofs.verifyConsistency(oldSize, oldRoot, newSize, newRoot, path);
        for (List<TreeHash> wrong : mutations(path)) {
            refused(() -> Proofs.verifyConsistency(oldSize, oldRoot, newSize, newRoot, wrong));
        }
        refused(() -> Proofs.verifyConsistency(oldSize, flip(oldRoot), newSize, newRoot, path));
        if (oldSize > 0) {
            refused(() -> Proofs.verifyConsistency(oldSize, oldRoot, newSize, flip(newRoot), path));
        }
        if (oldSize < newSize) {
            refused(() -> Proofs.verifyConsistency(newSize, newRoot, oldSize, oldRoot, path));
        }
    }

    /** Each hash changed or removed, each neighbouring pair swapped, one hash more in front or at the end. */
    private static List<List<TreeHash>> mutations(List<TreeHash> path) {
        List<List<TreeHash>> wrong = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            List<TreeHash> changed = new ArrayList<>(path);
            changed.set(i, flip(path.get(i)));
            wrong.add(changed);
            List<TreeHash> shorter = new ArrayList<>(path);
            shorter.remove(i);
            wrong.add(shorter);
        }
        for (int i = 1; i < path.size(); i++) {
            List<TreeHash> swapped = new ArrayList<>(path);
            swapped.set(i, path.get(i - 1));
            swapped.set(i - 1, path.get(i));
            wrong.add(swapped);
        }
        List<TreeHash> before = new ArrayList<>(path);
        before.addFirst(LEAVES.getFirst());
        wrong.add(before);
        List<TreeHash> after = new ArrayList<>(path);
        after.add(LEAVES.getFirst());
        wrong.add(after);
        return wrong;
    }

    private static void refused(Runnable verification) {
        assertThatThrownBy(verification::run).isInstanceOf(InvalidProof.class);
    }

    private static TreeHash root(int size) {
        return MerkleTree.root(LEAVES.subList(0, size));
    }

    private static TreeHash flip(TreeHash hash) {
        byte[] bytes = hash.bytes();
        bytes[7] ^= 1;
        return new TreeHash(bytes);
    }

    private static List<TreeHash> leaves(int count) {
        List<TreeHash> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(MerkleTree.leafHash(new byte[] {(byte) i}));
        }
        return List.copyOf(leaves);
    }
}
