package io.suture.trust.log;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which witnesses must have seen a checkpoint, with the meaning of C2SP tlog-policy. A witness counts by its name, once,
 * with whichever of its keys it signed.
 *
 * @param witnesses who may be counted
 * @param groups each over witnesses and groups before it
 * @param quorum the witness or group that must have cosigned, or {@link #NONE}
 */
public record WitnessPolicy(List<Witness> witnesses, List<Group> groups, String quorum) {

    /** The quorum that nobody must meet. */
    public static final String NONE = "none";

    /** No witness, none demanded. */
    public static final WitnessPolicy UNWITNESSED = new WitnessPolicy(List.of(), List.of(), NONE);

    /**
     * A witness.
     *
     * @param name the name of each of its keys
     * @param keys alternatives
     */
    public record Witness(String name, List<NoteKey> keys) {

        /** Checks that the keys are this witness's. */
        public Witness {
            keys = List.copyOf(keys);
            if (keys.isEmpty() || keys.size() > LogLimits.WITNESS_KEYS) {
                throw new MalformedDocumentException(
                        "witnesses.keys", "1 to " + LogLimits.WITNESS_KEYS + " keys are expected");
            }
            for (NoteKey key : keys) {
                if (!key.name().equals(name) || !key.type().isForWitnesses()) {
                    throw new MalformedDocumentException("witnesses.keys", "a key is not one of witness " + name);
                }
            }
        }

        static Witness of(JsonObject json) {
            return new Witness(json.string("name"), LogPolicy.noteKeys(json, "keys"));
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("name", name)
                    .putStrings("keys", keys.stream().map(NoteKey::vkey).toList())
                    .build();
        }
    }

    /**
     * Members of which some must have cosigned.
     *
     * @param threshold how many: 1 is tlog-policy's {@code any}, the number of members its {@code all}
     * @param members names of witnesses and of groups defined before
     */
    public record Group(String name, int threshold, List<String> members) {

        /** Checks the threshold. */
        public Group {
            members = List.copyOf(members);
            if (threshold < 1 || threshold > members.size()) {
                throw new MalformedDocumentException("groups", name + ": 1 to " + members.size() + " is expected");
            }
        }

        static Group of(JsonObject json) {
            int threshold = (int) Math.min(json.integer("threshold"), Integer.MAX_VALUE);
            return new Group(json.string("name"), threshold, json.strings("members"));
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("name", name)
                    .put("threshold", threshold)
                    .putStrings("members", members)
                    .build();
        }

        boolean isMetBy(Set<String> names) {
            return members.stream().filter(names::contains).count() >= threshold;
        }
    }

    /** Checks the names: one meaning each, defined before use, a member of one group at most. */
    public WitnessPolicy {
        witnesses = List.copyOf(witnesses);
        groups = List.copyOf(groups);
        if (witnesses.size() > LogLimits.WITNESSES || groups.size() > LogLimits.WITNESS_GROUPS) {
            throw new MalformedDocumentException("witnesses", "too many witnesses or groups");
        }
        Set<String> defined = new HashSet<>(Set.of(NONE));
        witnesses.forEach(witness -> define(defined, witness.name()));
        Set<String> used = new HashSet<>(Set.of(NONE));
        for (Group group : groups) {
            group.members().forEach(member -> use(defined, used, member));
            define(defined, group.name());
        }
        if (!defined.contains(quorum)) {
            throw new MalformedDocumentException("quorum", quorum + " is not defined");
        }
    }

    /** Return the policy that needs {@code threshold} of these witnesses. */
    public static WitnessPolicy of(int threshold, List<Witness> witnesses) {
        List<String> names = witnesses.stream().map(Witness::name).toList();
        return new WitnessPolicy(witnesses, List.of(new Group("witnesses", threshold, names)), "witnesses");
    }

    /** Return the same witnesses, of whom none is needed. */
    WitnessPolicy withoutQuorum() {
        return new WitnessPolicy(witnesses, groups, NONE);
    }

    static WitnessPolicy of(JsonObject json) {
        return new WitnessPolicy(
                json.has("witnesses") ? json.readEach("witnesses", Witness::of) : List.of(),
                json.has("groups") ? json.readEach("groups", Group::of) : List.of(),
                json.string("quorum"));
    }

    void addTo(JsonObject.Builder json) {
        json.putAll("witnesses", witnesses.stream().map(Witness::toJson).toList())
                .putAll("groups", groups.stream().map(Group::toJson).toList())
                .put("quorum", quorum);
    }

    /** Return every key of every witness. */
    public List<NoteKey> keys() {
        return witnesses.stream().flatMap(witness -> witness.keys().stream()).toList();
    }

    /** Return whether these witnesses are enough. */
    public boolean isMetBy(Collection<String> names) {
        Set<String> met = new HashSet<>(names);
        met.retainAll(witnesses.stream().map(Witness::name).toList());
        met.add(NONE);
        groups.stream().filter(group -> group.isMetBy(met)).map(Group::name).forEach(met::add);
        return met.contains(quorum);
    }

    private static void define(Set<String> defined, String name) {
        if (name.isEmpty() || !defined.add(name)) {
            throw new MalformedDocumentException("witnesses", "name '" + name + "' is there twice or not allowed");
        }
    }

    private static void use(Set<String> defined, Set<String> used, String member) {
        if (!defined.contains(member) || !used.add(member)) {
            throw new MalformedDocumentException("groups", member + " is not defined before, or a member elsewhere");
        }
    }
}
