package io.suture.trust.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a growing tree: the roots of its complete subtrees, the largest first. Enough to append leaves and
 * to compute the root without reading what is stored.
 */
public record Frontier(long size, List<TreeHash> subtrees) {

    /** Checks that there is one subtree for each bit of the size. */
    public Frontier {
        subtrees = List.copyOf(subtrees);
        if (size < 0 || Long.bitCount(size) != subtrees.size()) {
            throw new MalformedLogDocument("frontier", subtrees.size() + " subtrees cannot be a tree of " + size);
        }
    }

    /** Return the frontier of the empty tree. */
    public static Frontier empty() {
        return new Frontier(0, List.of());
    }

    /** Return the frontier of the first {@code size} leaves. */
    public static Frontier of(long size, HashReader reader) {
        List<TreeHash> subtrees = new ArrayList<>();
        long start = 0;
        for (int level = Long.SIZE - 2; level >= 0; level--) {
            if ((size >> level & 1) == 1) {
                subtrees.add(reader.hash(level, start >> level));
                start += 1L << level;
            }
        }
        return new Frontier(size, subtrees);
    }

    /** Return the frontier with one more leaf. */
    public Frontier append(TreeHash leaf) {
        List<TreeHash> next = new ArrayList<>(subtrees);
        TreeHash carry = leaf;
        for (long bits = size; (bits & 1) == 1; bits >>= 1) {
            carry = MerkleTree.nodeHash(next.removeLast(), carry);
        }
        next.add(carry);
        return new Frontier(size + 1, next);
    }

    /** Return the root of the tree. */
    public TreeHash root() {
        if (subtrees.isEmpty()) {
            return MerkleTree.EMPTY_ROOT;
        }
        TreeHash root = subtrees.getLast();
        for (TreeHash left : subtrees.reversed().subList(1, subtrees.size())) {
            root = MerkleTree.nodeHash(left, root);
        }
        return root;
    }
}
