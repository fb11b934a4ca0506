package io.suture.server.audit;

import io.suture.trust.digest.Digest;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** RFC 6962 section 2.1 word for word, over entries; shares no code with what it checks. Remembers full subtrees. */
final class ReferenceTree {

    private final List<byte[]> entries;
    private final Map<Range, byte[]> full = new HashMap<>();

    ReferenceTree(List<byte[]> entries) {
        this.entries = entries;
    }

    private record Range(int from, int to) {}

    /** Returns MTH(D[from:to]). */
    byte[] hash(int from, int to) {
        int n = to - from;
        if (n == 0) {
            return sha256();
        }
        Range range = new Range(from, to);
        byte[] known = full.get(range);
        if (known != null) {
            return known;
        }
        byte[] hash;
        if (n == 1) {
            hash = sha256(new byte[] {0}, entries.get(from));
        } else {
            int k = Integer.highestOneBit(n - 1);
            hash = sha256(new byte[] {1}, hash(from, from + k), hash(from + k, to));
        }
        if (Integer.bitCount(n) == 1) {
            full.put(range, hash);
        }
        return hash;
    }

    private static byte[] sha256(byte[]... parts) {
        MessageDigest sha256 = Digest.sha256();
        for (byte[] part : parts) {
            sha256.update(part);
        }
        return sha256.digest();
    }
}
