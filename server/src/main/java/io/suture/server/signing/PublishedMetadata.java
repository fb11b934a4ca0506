package io.suture.server.signing;

import io.suture.server.signing.MetadataTable.StoredTarget;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.TargetFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** What of a repository is visible: for the device listener and for dossiers. */
public final class PublishedMetadata {

    /** How many versions of a role stay readable for devices that began with an older snapshot. */
    static final int VERSIONS_KEPT = 16;

    private final MetadataTable table;

    PublishedMetadata(MetadataTable table) {
        this.table = table;
    }

    /**
     * The visible files of a repository.
     *
     * @param metadata visible metadata: all roots, the newest timestamp, recent versions of other roles
     * @param contents small target files by digest
     */
    public record Visible(List<Metadata> metadata, Map<Digest, byte[]> contents) {

        public Visible {
            metadata = List.copyOf(metadata);
            contents = Map.copyOf(contents);
        }

        /** Return the newest version of a role. */
        public Optional<Metadata> newest(String role) {
            return metadata.stream().filter(file -> file.role().equals(role)).reduce((older, newer) -> newer);
        }

        /** Return the delegated roles with target files, policy and deltas included. */
        public List<String> roles() {
            List<String> roles = new ArrayList<>(delegated("targets"));
            roles.addAll(
                    roles.stream().flatMap(role -> delegated(role).stream()).toList());
            return roles;
        }

        private List<String> delegated(String role) {
            return newest(role).stream()
                    .flatMap(file -> file.targets().delegations().roles().stream())
                    .map(DelegatedRole::name)
                    .toList();
        }

        /** Return the content of a small target file; the targets of offline-update are metadata files. */
        public Optional<byte[]> content(TargetFile file) {
            return file.sha256().flatMap(digest -> Optional.ofNullable(contents.get(digest)));
        }
    }

    /** Return what devices of the manufacturer may see. */
    public Mono<Visible> of(String manufacturer) {
        return Mono.zip(
                        table.served(manufacturer, VERSIONS_KEPT).collectList(),
                        table.smallTargets(manufacturer).collectList())
                .map(read -> new Visible(read.getT1(), contents(read.getT1(), read.getT2())));
    }

    private static Map<Digest, byte[]> contents(List<Metadata> metadata, List<StoredTarget> targets) {
        Map<Digest, byte[]> contents = new HashMap<>();
        metadata.forEach(file -> contents.put(Digest.of(file.bytes()), file.bytes()));
        targets.forEach(target -> contents.put(
                target.file().sha256().orElseThrow(), target.bytes().orElseThrow()));
        return contents;
    }

    /** Return the target files signed with a release; the content of small ones. */
    public Mono<Map<TargetFile, Optional<byte[]>>> release(String manufacturer, ReleaseId release) {
        return table.releaseTargets(manufacturer, release).collectMap(StoredTarget::file, StoredTarget::bytes);
    }
}
