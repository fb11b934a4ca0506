package io.suture.trust.log;

import java.util.ArrayList;
import java.util.List;

/** Verification of Merkle proofs, step for step as RFC 9162 writes it. */
public final class Proofs {

    private static final String INCLUSION = "inclusion";
    private static final String CONSISTENCY = "consistency";

    private Proofs() {}

    /** Verifies that the leaf is at the index of the tree with that root (RFC 9162 section 2.1.3.2). */
    public static void verifyInclusion(TreeHash leaf, long index, long size, List<TreeHash> path, TreeHash root) {
        if (index < 0 || index >= size) {
            throw new InvalidProof(INCLUSION, "index " + index + " is not in a tree of " + size);
        }
        Walk walk = new Walk(index, size - 1);
        TreeHash hash = leaf;
        for (TreeHash sibling : path) {
            walk.requireMore(INCLUSION);
            hash = walk.siblingIsLeft() ? MerkleTree.nodeHash(sibling, hash) : MerkleTree.nodeHash(hash, sibling);
            walk.up();
        }
        walk.requireTop(INCLUSION);
        requireRoot(INCLUSION, hash, root);
    }

    /**
     * Verifies that the old tree is a prefix of the new one (RFC 9162 section 2.1.4.2). As in tlog-witness, the empty
     * tree is a prefix of every tree and equal sizes need equal roots; both take an empty proof.
     */
    public static void verifyConsistency(
            long oldSize, TreeHash oldRoot, long newSize, TreeHash newRoot, List<TreeHash> path) {
        if (oldSize < 0 || oldSize > newSize) {
            throw new InvalidProof(CONSISTENCY, "size " + oldSize + " is not a prefix of " + newSize);
        }
        if (oldSize == 0) {
            requireEmpty(path);
            requireRoot(CONSISTENCY, MerkleTree.EMPTY_ROOT, oldRoot);
        } else if (oldSize == newSize) {
            requireEmpty(path);
            requireRoot(CONSISTENCY, oldRoot, newRoot);
        } else {
            verifyGrowth(oldSize, oldRoot, newSize, newRoot, path);
        }
    }

    private static void verifyGrowth(
            long oldSize, TreeHash oldRoot, long newSize, TreeHash newRoot, List<TreeHash> given) {
        if (given.isEmpty()) { // step 1
            throw new InvalidProof(CONSISTENCY, "is empty");
        }
        List<TreeHash> path = new ArrayList<>(given);
        if (Long.bitCount(oldSize) == 1) { // step 2
            path.addFirst(oldRoot);
        }
        Walk walk = new Walk(oldSize - 1, newSize - 1); // step 3
        walk.skipRightmost(); // step 4
        TreeHash first = path.getFirst(); // step 5
        TreeHash second = path.getFirst();
        for (TreeHash sibling : path.subList(1, path.size())) { // step 6
            walk.requireMore(CONSISTENCY);
            if (walk.siblingIsLeft()) {
                first = MerkleTree.nodeHash(sibling, first);
                second = MerkleTree.nodeHash(sibling, second);
            } else {
                second = MerkleTree.nodeHash(second, sibling);
            }
            walk.up();
        }
        walk.requireTop(CONSISTENCY); // step 7
        requireRoot(CONSISTENCY, first, oldRoot);
        requireRoot(CONSISTENCY, second, newRoot);
    }

    private static void requireEmpty(List<TreeHash> path) {
        if (!path.isEmpty()) {
            throw new InvalidProof(CONSISTENCY, "must be empty");
        }
    }

    private static void requireRoot(String kind, TreeHash computed, TreeHash expected) {
        if (!computed.equals(expected)) {
            throw new InvalidProof(kind, "leads to root " + computed + ", not to " + expected);
        }
    }

    /** The pair (fn, sn) of RFC 9162: a node and the last node, on one level. */
    private static final class Walk {

        private long node;
        private long last;

        Walk(long node, long last) {
            this.node = node;
            this.last = last;
        }

        boolean siblingIsLeft() {
            return isRight() || node == last;
        }

        void up() {
            if (siblingIsLeft()) {
                while (!isRight() && node != 0) {
                    shift();
                }
            }
            shift();
        }

        void skipRightmost() {
            while (isRight()) {
                shift();
            }
        }

        void requireMore(String kind) {
            if (last == 0) {
                throw new InvalidProof(kind, "is too long");
            }
        }

        void requireTop(String kind) {
            if (last != 0) {
                throw new InvalidProof(kind, "is too short");
            }
        }

        private boolean isRight() {
            return (node & 1) == 1;
        }

        private void shift() {
            node >>= 1;
            last >>= 1;
        }
    }
}
