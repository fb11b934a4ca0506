package io.suture.trust.log;

import java.util.ArrayList;
import java.util.List;

/** Complete subtrees over leaves in memory; levels are hashed once, when first asked for. */
final class LeafHashReader implements HashReader {

    private final List<List<TreeHash>> levels = new ArrayList<>();

    LeafHashReader(List<TreeHash> leaves) {
        levels.add(leaves);
    }

    @Override
    public synchronized TreeHash hash(int level, long index) {
        while (levels.size() <= level) {
            levels.add(parents(levels.getLast()));
        }
        return levels.get(level).get(Math.toIntExact(index));
    }

    private static List<TreeHash> parents(List<TreeHash> children) {
        List<TreeHash> parents = new ArrayList<>(children.size() / 2);
        for (int i = 0; i + 1 < children.size(); i += 2) {
            parents.add(MerkleTree.nodeHash(children.get(i), children.get(i + 1)));
        }
        return parents;
    }
}
