package io.suture.server.signing;

import io.suture.trust.digest.Digest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.TargetFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** What of a repository is visible: for the device listener and for evidence packages. */
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

        /** Return the delegated roles with target files, policy included. */
        public List<String> roles() {
            return newest("targets").stream()
                    .flatMap(file -> file.targets().delegations().roles().stream())
                    .map(role -> role.name())
                    .toList();
        }

        /** Return the content of a small target file. */
        public Optional<byte[]> content(TargetFile file) {
            return file.sha256().flatMap(digest -> Optional.ofNullable(contents.get(digest)));
        }
    }

    /** Return what devices of the manufacturer may see. */
    public Mono<Visible> of(String manufacturer) {
        return Mono.zip(
                        table.served(manufacturer, VERSIONS_KEPT).collectList(),
                        table.smallTargets(manufacturer).collectList())
                .map(read -> new Visible(
                        read.getT1(),
                        read.getT2().stream()
                                .collect(Collectors.toMap(
                                        target -> target.file().sha256().orElseThrow(),
                                        target -> target.bytes().orElseThrow(),
                                        (a, b) -> a))));
    }

    /** Return the target files signed with a release; the content of small ones. */
    public Mono<Map<TargetFile, Optional<byte[]>>> release(String manufacturer, ReleaseId release) {
        return table.releaseTargets(manufacturer, release)
                .collectMap(MetadataTable.StoredTarget::file, MetadataTable.StoredTarget::bytes);
    }
}
