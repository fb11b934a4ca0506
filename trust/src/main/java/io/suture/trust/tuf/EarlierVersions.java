package io.suture.trust.tuf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a device has trusted before, online or from an earlier bundle: the versions below which an offline update must
 * not fall (ADR 0017). A local file that the present keys did not sign counts for nothing, so that a change of keys
 * recovers from a fast-forward attack (TUF 5.3.11).
 */
final class EarlierVersions {

    private final Map<String, Long> trusted = new HashMap<>();
    private final Optional<OfflineUpdate> offlineUpdate;

    /** Read the local files of roles whose keys the root names, and the earlier offline-update. */
    EarlierVersions(Root root, MetadataStore store) {
        readable(
                        store,
                        Snapshot.TYPE,
                        bytes -> signed(root, Snapshot.TYPE, bytes).asSnapshot())
                .ifPresent(snapshot -> snapshot.roles().forEach(this::add));
        readable(store, Targets.TYPE, bytes -> signed(root, Targets.TYPE, bytes).asTargets())
                .ifPresent(targets -> add(Targets.TYPE, MetaFile.of(targets.version())));
        offlineUpdate = readable(store, OfflineUpdate.ROLE, OfflineUpdate::parse);
    }

    /** Refuse an offline update that drops a role or takes one back; an earlier one counts if the same keys signed it. */
    void requireNothingFalls(OfflineUpdate offered, Targets topLevel) {
        offlineUpdate
                .filter(earlier -> earlier.isDelegatedBy(topLevel))
                .ifPresent(earlier -> earlier.roles().forEach(this::add));
        trusted.forEach((role, before) -> {
            MetaFile after = Optional.ofNullable(offered.roles().get(role))
                    .orElseThrow(() -> new TufException.RoleRemoved(role));
            TrustedMetadata.requireNotBelow(role, before, after.version());
        });
    }

    private void add(String role, MetaFile seen) {
        trusted.merge(role, seen.version(), Math::max);
    }

    private static SignedMetadata signed(Root root, String role, byte[] bytes) {
        SignedMetadata file = SignedMetadata.parse(role, bytes);
        file.requireSignedBy(root.role(role));
        return file;
    }

    /** A local file that is not acceptable (any more) is as good as none. */
    private static <T> Optional<T> readable(MetadataStore store, String role, Function<byte[], T> reader) {
        try {
            return store.read(role).map(reader);
        } catch (TufException e) {
            return Optional.empty();
        }
    }
}
