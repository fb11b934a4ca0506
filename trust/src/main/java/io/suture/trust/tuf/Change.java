package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import io.suture.trust.key.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One difference between two versions of a role's metadata, for the person who is about to sign the later one. */
public sealed interface Change {

    /** Return the change in one line of printable ASCII, whatever the metadata holds. */
    String inWords();

    /** A change after which fewer people decide, or more is allowed, or for longer. */
    sealed interface Dangerous extends Change {}

    /**
     * How many of a role's keys must sign.
     *
     * @param threshold how many must
     * @param keys how many can
     */
    record Quorum(long threshold, int keys) {

        @Override
        public String toString() {
            return threshold + " of " + keys;
        }
    }

    /** The version falls; clients refuse that. */
    record VersionLowered(long before, long after) implements Dangerous {

        @Override
        public String inWords() {
            return "version falls from " + before + " to " + after;
        }
    }

    /** The version rises, or it is the first. */
    record VersionRaised(Optional<Long> before, long after) implements Change {

        @Override
        public String inWords() {
            return before.map(version -> "version " + version + " -> " + after).orElse("version " + after);
        }
    }

    /** It is valid for longer than before. */
    record ExpiryPostponed(Instant before, Instant after) implements Dangerous {

        @Override
        public String inWords() {
            return "expires " + before + " -> " + after + " (later)";
        }
    }

    /** It expires earlier than before, or it is the first. */
    record ExpirySet(Optional<Instant> before, Instant after) implements Change {

        @Override
        public String inWords() {
            return before.map(time -> "expires " + time + " -> " + after + " (earlier)")
                    .orElse("expires " + after);
        }
    }

    /** A role is there that was not. */
    record RoleIntroduced(String role, Quorum quorum) implements Change {

        @Override
        public String inWords() {
            return Words.of(role) + " needs " + quorum + " keys";
        }
    }

    /** A role is no longer there. */
    record RoleDropped(String role) implements Change {

        @Override
        public String inWords() {
            return "role " + Words.of(role) + " is dropped";
        }
    }

    /** Fewer keys must sign a role than before. */
    record ThresholdLowered(String role, Quorum before, Quorum after) implements Dangerous {

        @Override
        public String inWords() {
            return Words.of(role) + " threshold falls from " + before + " to " + after;
        }
    }

    /** More keys must sign a role than before. */
    record ThresholdRaised(String role, Quorum before, Quorum after) implements Change {

        @Override
        public String inWords() {
            return Words.of(role) + " threshold rises from " + before + " to " + after;
        }
    }

    /** Fewer signatures of an algorithm family are demanded than before. */
    record FamilyDemandLowered(String role, String family, long before, long after) implements Dangerous {

        @Override
        public String inWords() {
            return Words.of(role) + " demand of " + Words.of(family) + " signatures falls from " + before + " to "
                    + after;
        }
    }

    /** More signatures of an algorithm family are demanded than before. */
    record FamilyDemandRaised(String role, String family, long before, long after) implements Change {

        @Override
        public String inWords() {
            return Words.of(role) + " demand of " + Words.of(family) + " signatures rises from " + before + " to "
                    + after;
        }
    }

    /** A key may sign a role that could not. */
    record KeyAdded(String role, KeyId key, String kind) implements Change {

        @Override
        public String inWords() {
            return Words.of(key, kind) + " gains role " + Words.of(role);
        }
    }

    /** A key may no longer sign a role. */
    record KeyRemoved(String role, KeyId key, String kind) implements Change {

        @Override
        public String inWords() {
            return Words.of(key, kind) + " loses role " + Words.of(role);
        }
    }

    /** A role is delegated to that was not. */
    record DelegationAdded(String role, Quorum quorum, List<String> patterns) implements Change {

        @Override
        public String inWords() {
            return "delegation " + Words.of(role) + " is new: needs " + quorum + " keys, " + Words.of(patterns);
        }
    }

    /** A role is no longer delegated to: nothing it vouched for counts. */
    record DelegationRemoved(String role, List<String> patterns) implements Change {

        @Override
        public String inWords() {
            return "delegation " + Words.of(role) + " is removed: " + Words.of(patterns);
        }
    }

    /** A delegated role may vouch for paths that it could not. A pattern that was not there before counts as wider. */
    record PathsWidened(String role, List<String> patterns) implements Dangerous {

        @Override
        public String inWords() {
            return "delegation " + Words.of(role) + ": gains " + Words.of(patterns);
        }
    }

    /** A delegated role may no longer vouch for paths. */
    record PathsNarrowed(String role, List<String> patterns) implements Change {

        @Override
        public String inWords() {
            return "delegation " + Words.of(role) + ": loses " + Words.of(patterns);
        }
    }

    /** A delegation does not end the search, so that roles after it may vouch for its paths too. */
    record NotTerminating(String role) implements Dangerous {

        @Override
        public String inWords() {
            return "delegation " + Words.of(role)
                    + ": is not terminating, roles listed after it may vouch for its paths";
        }
    }

    /** A delegation ends the search, which it did not. */
    record Terminating(String role) implements Change {

        @Override
        public String inWords() {
            return "delegation " + Words.of(role) + ": is now terminating";
        }
    }

    /** A delegation comes before one that it did not precede, so it decides first. */
    record DelegationsReordered(List<String> before, List<String> after) implements Dangerous {

        @Override
        public String inWords() {
            return "delegations are asked in another order: " + Words.of(before) + " -> " + Words.of(after);
        }
    }

    /** A file is vouched for that was not. */
    record TargetAdded(String path, JsonObject file) implements Change {

        @Override
        public String inWords() {
            return "target " + Words.of(path) + " is new: " + Words.of(file);
        }
    }

    /** A file is no longer vouched for. */
    record TargetRemoved(String path) implements Change {

        @Override
        public String inWords() {
            return "target " + Words.of(path) + " is removed";
        }
    }

    /** Another content, or other data about it, is vouched for at a path. */
    record TargetChanged(String path, JsonObject before, JsonObject after) implements Change {

        @Override
        public String inWords() {
            return "target " + Words.of(path) + " changes: " + Words.of(before) + " -> " + Words.of(after);
        }
    }

    /** Any other member of the signed part is added, removed or changed. */
    record MemberChanged(String path, Optional<JsonValue> before, Optional<JsonValue> after) implements Change {

        @Override
        public String inWords() {
            return "member " + Words.of(path) + ": " + Words.of(before) + " -> " + Words.of(after);
        }
    }
}
