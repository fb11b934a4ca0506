package io.suture.trust.tuf;

import io.suture.trust.json.MalformedDocumentException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The role that stands for timestamp and snapshot where a repository is carried to the device (Uptane PURE-2, ADR 0017):
 * a delegated role whose targets are metadata files, {@code offline-update/3.GW2.json}. Which versions belong together
 * is so said for longer than a snapshot may say it, by a key of its own.
 */
public final class OfflineUpdate {

    /** Role name. */
    public static final String ROLE = "offline-update";

    /** What the top-level targets role delegates to it. */
    public static final String PATHS = ROLE + "/*";

    /** The file that a carried repository has beside the versioned one: there is no timestamp that tells its version. */
    public static final String FILE = ROLE + Snapshot.SUFFIX;

    private static final Pattern PATH = Pattern.compile(ROLE + "/([1-9][0-9]{0,17})\\.(.+)\\.json");

    private final SignedMetadata file;
    private final Targets signed;
    private final Map<String, MetaFile> roles;

    private OfflineUpdate(SignedMetadata file) {
        this.file = file;
        this.signed = file.asTargets();
        this.roles = roles(signed);
    }

    /** Return the file as received, not yet trusted. */
    static OfflineUpdate parse(byte[] bytes) {
        try {
            return new OfflineUpdate(SignedMetadata.parse(ROLE, bytes));
        } catch (MalformedDocumentException e) {
            throw new TufException.MetadataMalformed(ROLE, e.getMessage());
        }
    }

    /** Return the target that names a version of a role's metadata. */
    public static TargetFile target(String role, long version, byte[] metadata) {
        String path = ROLE + "/" + version + "." + RoleName.quote(role) + Snapshot.SUFFIX;
        return TargetFile.describing(path, metadata);
    }

    /** Return what it says about each role, by role name; of itself only the version. */
    Map<String, MetaFile> roles() {
        return roles;
    }

    /** Return what it says about the top-level targets. */
    MetaFile topLevel() {
        return Optional.ofNullable(roles.get(Targets.TYPE))
                .orElseThrow(() -> new TufException.RoleNotInSnapshot(Targets.TYPE));
    }

    /** Refuse it unless the top-level targets delegate every path that it lists, to keys that signed it. */
    void requireDelegatedBy(Targets topLevel) {
        DelegatedRole delegation = topLevel.delegations()
                .role(ROLE)
                .orElseThrow(() -> new TufException.RoleNotDelegated(Targets.TYPE, ROLE));
        file.requireSignedBy(delegation.keys());
        signed.files().keySet().stream()
                .filter(path -> !delegation.covers(path))
                .findFirst()
                .ifPresent(path -> {
                    throw new TufException.MetadataMalformed(ROLE, path + " is not delegated to it");
                });
    }

    /** Return whether {@link #requireDelegatedBy} would take it. */
    boolean isDelegatedBy(Targets topLevel) {
        try {
            requireDelegatedBy(topLevel);
            return true;
        } catch (TufException e) {
            return false;
        }
    }

    /** Return the file as received. */
    SignedMetadata file() {
        return file;
    }

    /** Return its signed part. */
    Targets signed() {
        return signed;
    }

    private static Map<String, MetaFile> roles(Targets signed) {
        Map<String, MetaFile> roles = new LinkedHashMap<>();
        signed.files().forEach((path, target) -> {
            Matcher parts = PATH.matcher(path);
            if (!parts.matches()) {
                throw new MalformedDocumentException(path, "the name of a metadata file is expected");
            }
            MetaFile listed =
                    new MetaFile(Long.parseLong(parts.group(1)), Optional.of(target.length()), target.hashes());
            if (roles.put(RoleName.unquote(parts.group(2)), listed) != null) {
                throw new MalformedDocumentException(path, "a role is listed twice");
            }
        });
        if (roles.put(ROLE, MetaFile.of(signed.version())) != null) {
            throw new MalformedDocumentException(ROLE, "it lists itself");
        }
        return Collections.unmodifiableMap(roles);
    }
}
