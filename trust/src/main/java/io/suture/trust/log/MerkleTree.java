package io.suture.trust.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The tree of RFC 6962 section 2.1: hashes, roots and the proofs a log gives out. */
public final class MerkleTree {

    /** The root of a tree without leaves: SHA-256 of nothing. */
    public static final TreeHash EMPTY_ROOT = new TreeHash(sha256().digest());

    private MerkleTree() {}

    /** Return {@code SHA-256(0x00 || entry)}. */
    public static TreeHash leafHash(byte[] entry) {
        MessageDigest sha256 = sha256();
        sha256.update((byte) 0);
        return new TreeHash(sha256.digest(entry));
    }

    /** Return {@code SHA-256(0x01 || left || right)}. */
    public static TreeHash nodeHash(TreeHash left, TreeHash right) {
        MessageDigest sha256 = sha256();
        sha256.update((byte) 1);
        sha256.update(left.bytes());
        return new TreeHash(sha256.digest(right.bytes()));
    }

    /** Return the root over leaf hashes. */
    public static TreeHash root(List<TreeHash> leaves) {
        Frontier frontier = Frontier.empty();
        for (TreeHash leaf : leaves) {
            frontier = frontier.append(leaf);
        }
        return frontier.root();
    }

    /** Return the root of the first {@code size} leaves. */
    public static TreeHash root(long size, HashReader reader) {
        return size == 0 ? EMPTY_ROOT : range(0, size, reader);
    }

    /** Return the inclusion proof of RFC 6962 section 2.1.1, the leaf's sibling first. */
    public static List<TreeHash> inclusionProof(long index, long size, HashReader reader) {
        if (index < 0 || index >= size) {
            throw new InvalidProof("inclusion", "index " + index + " is not in a tree of " + size);
        }
        List<TreeHash> path = new ArrayList<>();
        addPath(path, index, 0, size, reader);
        return List.copyOf(path);
    }

    /** Return the consistency proof of RFC 6962 section 2.1.2; empty from size 0 and between equal sizes. */
    public static List<TreeHash> consistencyProof(long oldSize, long newSize, HashReader reader) {
        if (oldSize < 0 || oldSize > newSize) {
            throw new InvalidProof("consistency", "size " + oldSize + " is not a prefix of " + newSize);
        }
        List<TreeHash> proof = new ArrayList<>();
        if (oldSize > 0) {
            addSubproof(proof, oldSize, new Range(0, newSize), true, reader);
        }
        return List.copyOf(proof);
    }

    private record Range(long low, long high) {
        long split() {
            return low + Long.highestOneBit(high - low - 1);
        }
    }

    private static void addPath(List<TreeHash> path, long index, long low, long high, HashReader reader) {
        if (high - low == 1) {
            return;
        }
        long split = new Range(low, high).split();
        if (index < split) {
            addPath(path, index, low, split, reader);
            path.add(range(split, high, reader));
        } else {
            addPath(path, index, split, high, reader);
            path.add(range(low, split, reader));
        }
    }

    private static void addSubproof(List<TreeHash> proof, long size, Range of, boolean whole, HashReader reader) {
        if (size == of.high()) {
            if (!whole) {
                proof.add(range(of.low(), of.high(), reader));
            }
            return;
        }
        long split = of.split();
        if (size <= split) {
            addSubproof(proof, size, new Range(of.low(), split), whole, reader);
            proof.add(range(split, of.high(), reader));
        } else {
            addSubproof(proof, size, new Range(split, of.high()), false, reader);
            proof.add(range(of.low(), split, reader));
        }
    }

    private static TreeHash range(long low, long high, HashReader reader) {
        long width = high - low;
        if (Long.bitCount(width) == 1) {
            return reader.hash(Long.numberOfTrailingZeros(width), low / width);
        }
        long split = new Range(low, high).split();
        return nodeHash(range(low, split, reader), range(split, high, reader));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
