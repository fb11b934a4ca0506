package io.suture.trust.fuzz;

import static io.suture.trust.fuzz.Property.read;
import static io.suture.trust.fuzz.Property.require;
import static io.suture.trust.fuzz.Property.same;

import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyId;
import io.suture.trust.tuf.Change;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.MetadataDifference;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.Signed;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.Snapshot;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.Timestamp;
import io.suture.trust.tuf.TufException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** TUF metadata of each role. */
final class TufProperties {

    private static final Set<Class<? extends RuntimeException>> REFUSED = Set.of(TufException.MetadataMalformed.class);
    private static final RoleKeys NOBODY = new RoleKeys(Map.of(), 1);

    private TufProperties() {}

    static void check(String role, byte[] bytes) {
        read(() -> SignedMetadata.parse(role, bytes), REFUSED).ifPresent(file -> {
            require(Arrays.equals(file.bytes(), bytes), "the bytes are kept");
            require(!file.isSignedBy(NOBODY), "nobody signed");
            read(() -> typed(file), REFUSED).ifPresent(signed -> stable(role, file, signed));
        });
    }

    private static void stable(String role, SignedMetadata file, Signed signed) {
        if (signed instanceof Root root) {
            Set<KeyId> signers = file.verifiedBy(root.role(Root.TYPE));
            require(file.signedBy().containsAll(signers), "only who claims to have signed has");
        }
        if (isWritable(signed)) {
            byte[] written = MetadataWriter.sign(write(signed), List.of());
            Signed once = typed(SignedMetadata.parse(role, written));
            byte[] again = MetadataWriter.sign(write(once), List.of());
            require(Arrays.equals(again, written), "writing is stable");
            same(once.version(), signed.version(), "the version reads back");
        }
    }

    private static Signed typed(SignedMetadata file) {
        return switch (file.role()) {
            case Root.TYPE -> file.asRoot();
            case Timestamp.TYPE -> file.asTimestamp();
            case Snapshot.TYPE -> file.asSnapshot();
            default -> file.asTargets();
        };
    }

    /** The writer names files itself: it refuses role names that look like one. */
    private static boolean isWritable(Signed signed) {
        return !(signed instanceof Snapshot snapshot)
                || snapshot.roles().keySet().stream().noneMatch(name -> name.endsWith(".json"));
    }

    private static JsonObject write(Signed signed) {
        return switch (signed) {
            case Root root ->
                MetadataWriter.root(root.version(), root.expires(), root.roles(), root.consistentSnapshot());
            case Timestamp timestamp ->
                MetadataWriter.timestamp(timestamp.version(), timestamp.expires(), timestamp.snapshot());
            case Snapshot snapshot -> MetadataWriter.snapshot(snapshot.version(), snapshot.expires(), snapshot.roles());
            case Targets targets ->
                MetadataWriter.targets(
                        targets.version(),
                        targets.expires(),
                        List.copyOf(targets.files().values()),
                        targets.delegations().equals(Delegations.NONE) ? null : targets.delegations());
        };
    }

    /** The difference of anything to nothing, and to itself. */
    static void checkDifference(byte[] bytes) {
        for (String role : List.of(Root.TYPE, Targets.TYPE)) {
            read(() -> SignedMetadata.parse(role, bytes), REFUSED).ifPresent(file -> {
                List<Change> all = MetadataDifference.between(Optional.empty(), file);
                require(!all.isEmpty(), "metadata is never nothing");
                all.forEach(change -> require(!change.inWords().isBlank(), "every change has words"));
                require(MetadataDifference.between(Optional.of(file), file).isEmpty(), "the same has no difference");
            });
        }
    }

    /** First line the pattern, the rest the path: a pattern covers itself when it has no wildcard. */
    static void checkPatterns(byte[] bytes) {
        String[] parts = FuzzTarget.text(bytes).split("\\n", 2);
        String path = parts.length == 2 ? parts[1] : "";
        DelegatedRole role = DelegatedRole.ofPaths("role", NOBODY, false, parts[0]);
        boolean literal = parts[0].indexOf('*') < 0 && parts[0].indexOf('?') < 0;
        require(!literal || role.covers(path) == parts[0].equals(path), "a pattern without wildcards is a path");
        require(DelegatedRole.ofPaths("role", NOBODY, false, path).covers(path), "a path covers itself");
        require(!role.covers(path) || slashes(parts[0]) == slashes(path), "no wildcard covers a slash");
    }

    private static long slashes(String text) {
        return text.chars().filter(c -> c == '/').count();
    }
}
