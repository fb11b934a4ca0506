package io.suture.trust.evidence;

import io.suture.trust.tuf.MetadataSource;
import io.suture.trust.tuf.MetadataStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The package seen as a TUF repository, and the memory of the client that reads it. */
final class PackageRepository implements MetadataSource, MetadataStore {

    private static final Pattern HASH = Pattern.compile("^([0-9a-f]{64,128})\\.");

    private final PackageFiles files;
    private final Map<String, byte[]> trusted = new HashMap<>();

    PackageRepository(PackageFiles files, byte[] root) {
        this.files = files;
        this.trusted.put("root", root);
    }

    @Override
    public Optional<byte[]> fetch(String fileName, int maxBytes) {
        return files.find("metadata/" + fileName);
    }

    /** Targets lie under their plain names, without the hash of consistent snapshots. */
    @Override
    public Optional<byte[]> fetchTarget(String path, int maxBytes) {
        int name = path.lastIndexOf('/') + 1;
        String plain = HASH.matcher(path.substring(name)).replaceFirst("");
        return files.find("targets/" + path.substring(0, name) + plain);
    }

    @Override
    public Optional<byte[]> read(String role) {
        return Optional.ofNullable(trusted.get(role));
    }

    @Override
    public void write(String role, byte[] bytes) {
        trusted.put(role, bytes);
    }

    @Override
    public void delete(String role) {
        trusted.remove(role);
    }
}
