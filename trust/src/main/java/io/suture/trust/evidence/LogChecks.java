package io.suture.trust.evidence;

import io.suture.trust.json.JsonObject;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.HashReader;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.LogVerifier;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TlogProof;
import io.suture.trust.log.TreeHash;
import io.suture.trust.release.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The log: whole, signed, only grown, and holding what it must about this release in the right order. */
final class LogChecks {

    private static final String OLDER = "log/checkpoints";

    private final Checks checks;
    private final PackageFiles files;
    private final Fact<Policies> policies;
    private final Fact<Manifest> manifest;
    private final Given given;

    LogChecks(Checks checks, PackageFiles files, RepositoryChecks.Result repository, Given given) {
        this.given = given;
        this.checks = checks;
        this.files = files;
        this.policies = repository.policies();
        this.manifest = repository.manifest();
    }

    /** A tree of leaf hashes whose root a checkpoint states. */
    private record Tree(List<TreeHash> leaves, HashReader reader) {
        Tree(List<TreeHash> leaves) {
            this(leaves, HashReader.ofLeaves(leaves));
        }

        TreeHash root(long size) {
            return MerkleTree.root(size, reader);
        }

        boolean has(LoggedEntry entry) {
            return at(entry.index()).equals(entry.leafHash().toString());
        }

        /** Return the leaf's hash, or that there is none. */
        String at(long index) {
            return index >= 0 && index < leaves.size()
                    ? leaves.get((int) index).toString()
                    : "no entry from " + leaves.size() + " on";
        }
    }

    /** What the log says; the entries are proven to be in the tree of the checkpoint. */
    record Result(Fact<Checkpoint> checkpoint, Fact<List<LoggedEntry>> entries) {}

    Result run() {
        Fact<Checkpoint> checkpoint =
                checks.run("checkpoint-signed", this::checkpoint, c -> c.origin() + " signed size " + c.size());
        Fact<Tree> tree = checks.run(
                "log-root", this::tree, t -> "the root over " + t.leaves().size() + " leaves is the checkpoint's");
        checks.run("earlier-checkpoints", () -> earlier(tree.get()));
        checks.run("outside-checkpoint", () -> outside(tree.get()));
        Fact<List<LoggedEntry>> entries = checks.run(
                "entries-in-log", () -> entries(tree.get()), list -> list.size() + " entries are in the log");
        Fact<LoggedEntry> published = checks.run(
                "release-published",
                () -> published(entries.get(), manifest.get()),
                entry -> "entry " + entry.index() + " publishes this manifest");
        checks.run("publication-proof", () -> proof(published.get(), checkpoint.get(), tree.get()));
        checks.run("signed-before-published", () -> order(entries.get(), published.get()));
        new StampChecks(checks, files, given.authority())
                .run(checkpoint, size -> Optional.of(tree.get().root(size)), entries, published);
        return new Result(checkpoint, entries);
    }

    private Checkpoint checkpoint() {
        String note = text("log/checkpoint");
        return policies.get().log().open(note);
    }

    /** Compares with the checkpoint as stated, so that a bad tree is found even under a bad signature. */
    private Tree tree() {
        Checkpoint stated = Checkpoint.parse(
                SignedNote.parse(files.require("log/checkpoint")).unverifiedText());
        Tree tree = new Tree(Tile.hashes(files.require("log/leaves")));
        if (tree.leaves().size() != stated.size()) {
            throw new FailedCheck(
                    "the number of leaves is not the checkpoint's size",
                    stated.size(),
                    tree.leaves().size());
        }
        TreeHash root = tree.root(stated.size());
        if (!root.equals(stated.root())) {
            throw new FailedCheck("the root over the leaves is not the checkpoint's", stated.root(), root);
        }
        return tree;
    }

    /** What the witnesses cosigned begins with them; that they cosigned each, too, may not have been demanded then. */
    private String earlier(Tree tree) {
        List<String> names = files.under(OLDER);
        if (names.isEmpty()) {
            throw new OpenCheck("the package has no earlier checkpoint");
        }
        LogPolicy policy = policies.get().log();
        for (String name : names) {
            Checkpoint earlier = policy.openUnwitnessed(text(name));
            boolean named = name.equals(OLDER + "/" + earlier.size());
            if (!named || earlier.size() > tree.leaves().size()) {
                throw new FailedCheck(
                        name + " is of another size",
                        "the size in its name, at most " + tree.leaves().size(),
                        earlier.size());
            }
            TreeHash root = tree.root(earlier.size());
            if (!root.equals(earlier.root())) {
                throw new FailedCheck(name + " is not a prefix of the log", root, earlier.root());
            }
        }
        return names.size() + " earlier checkpoints are prefixes of the log";
    }

    /** Only somebody who saw the log before can tell that its end is missing. */
    private String outside(Tree tree) {
        byte[] note = given.checkpoint()
                .orElseThrow(() -> new OpenCheck(
                        "no checkpoint from elsewhere was given: that the end of the log is missing cannot be seen"));
        Checkpoint seen = policies.get().log().openUnwitnessed(new String(note, StandardCharsets.UTF_8));
        if (seen.size() > tree.leaves().size()) {
            throw new FailedCheck(
                    "the log had more entries before",
                    "at least " + seen.size(),
                    tree.leaves().size());
        }
        TreeHash root = tree.root(seen.size());
        if (!root.equals(seen.root())) {
            throw new FailedCheck("at size " + seen.size() + " the log had another root", seen.root(), root);
        }
        return "the log still begins with the " + seen.size() + " entries seen before";
    }

    private List<LoggedEntry> entries(Tree tree) {
        files.require("log/entries.jsonl");
        List<LoggedEntry> entries =
                files.lines("log/entries.jsonl").stream().map(LoggedEntry::of).toList();
        if (entries.isEmpty()) {
            throw new FailedCheck("the package has no log entry");
        }
        Set<String> ids = new HashSet<>();
        for (LoggedEntry entry : entries) {
            if (!tree.has(entry)) {
                throw new FailedCheck(
                        "entry " + entry.index() + " is not the one in the log",
                        tree.at(entry.index()),
                        entry.leafHash());
            }
            if (!ids.add(entry.entry().id())) {
                throw new FailedCheck("event " + entry.entry().id() + " is there twice");
            }
        }
        return entries;
    }

    private LoggedEntry published(List<LoggedEntry> entries, Manifest manifest) {
        files.stage().requirePublished();
        return entries.stream()
                .filter(entry -> entry.is(LogVerifier.PUBLISHED) && names(entry, manifest))
                .findFirst()
                .orElseThrow(() -> new FailedCheck("no entry publishes " + manifest.digest()));
    }

    private String proof(LoggedEntry published, Checkpoint checkpoint, Tree tree) {
        TlogProof proof = TlogProof.parse(files.require("log/release.tlog-proof"));
        LogVerifier.Verified verified = LogVerifier.verify(
                policies.get().log(), published.bytes(), proof, Optional.empty(), Optional.empty(), manifest.get());
        Checkpoint proven = verified.checkpoint();
        if (verified.index() != published.index()
                || proven.size() > checkpoint.size()
                || !tree.root(proven.size()).equals(proven.root())) {
            throw new FailedCheck("the proof is of another entry or leads to another log");
        }
        return "the proof of entry " + verified.index() + " leads to the log's root at size " + proven.size();
    }

    private String order(List<LoggedEntry> entries, LoggedEntry published) {
        LoggedEntry signed = entries.stream()
                .filter(entry -> entry.is("release.signed") && names(entry, manifest.get()))
                .findFirst()
                .orElseThrow(() -> new FailedCheck("no entry says that the release was signed"));
        if (signed.index() >= published.index()) {
            throw new FailedCheck(
                    "signed after it was published",
                    "signed before entry " + published.index(),
                    "entry " + signed.index());
        }
        return "signed at " + signed.index() + ", published at " + published.index();
    }

    private static boolean names(LoggedEntry entry, Manifest manifest) {
        JsonObject pub = entry.entry().pub();
        return pub.find("manifest").isPresent()
                && pub.string("manifest").equals(manifest.digest().toString());
    }

    private String text(String name) {
        return new String(files.require(name), StandardCharsets.UTF_8);
    }
}
