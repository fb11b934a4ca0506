package io.suture.trust.log;

import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.WitnessPolicy.Group;
import io.suture.trust.log.WitnessPolicy.Witness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One pass over the lines of a {@link PolicyFile}, each of which may refer to lines above it only. */
final class PolicyFileReader {

    private final Map<NoteKey, String> logs = new LinkedHashMap<>();
    private final Map<String, NoteKey> witnesses = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, String> urls = new HashMap<>();
    private final List<String> quorums = new ArrayList<>();

    static List<String> items(String line) {
        String trimmed = line.replace('\t', ' ').strip();
        return trimmed.isEmpty() || trimmed.startsWith("#") ? List.of() : List.of(trimmed.split(" +"));
    }

    void line(List<String> items) {
        switch (items.getFirst()) {
            case "log" -> log(items);
            case "witness" -> witness(items);
            case "group" -> group(items);
            case "quorum" -> quorum(items);
            default -> throw wrong("'" + items.getFirst() + "' begins no line");
        }
    }

    private void log(List<String> items) {
        require(items.size() == 2 || items.size() == 3, "log <vkey> [<url>]");
        NoteKey key = key(items.get(1));
        requireNewKey(key);
        require(
                key.type().isForLogs() && logs.size() < LogLimits.LOGS,
                "a log's key, of " + LogLimits.LOGS + " at most");
        logs.put(key, items.size() == 3 ? utf8(items.get(2)) : "");
    }

    private void witness(List<String> items) {
        require(items.size() == 3 || items.size() == 4, "witness <name> <vkey> [<url>]");
        NoteKey key = key(items.get(2));
        requireNewKey(key);
        define(items.get(1));
        require(key.type().isForWitnesses(), "a key of type 4 or 6");
        witnesses.put(items.get(1), key);
        if (items.size() == 4) {
            String url = utf8(items.get(3));
            require(url.equals(urls.getOrDefault(key.name(), url)), "one URL for witness " + key.name());
            urls.put(key.name(), url);
        }
    }

    private void group(List<String> items) {
        require(items.size() > 3, "group <name> all|any|<k> <name>...");
        List<String> named = items.subList(3, items.size());
        Set<String> used = new HashSet<>(groups.values().stream()
                .flatMap(group -> group.members().stream())
                .toList());
        named.forEach(member -> require(isDefined(member) && used.add(member), "members defined before, each once"));
        define(items.get(1));
        int threshold = threshold(items.get(2), named.size());
        require(threshold >= 1 && threshold <= named.size(), "1 to " + named.size() + " members");
        groups.put(items.get(1), new Group(items.get(1), threshold, named));
    }

    private static int threshold(String text, int size) {
        return switch (text) {
            case "any" -> 1;
            case "all" -> size;
            default -> (int) Math.min(Lines.decimal(PolicyFile.DOCUMENT, text), Integer.MAX_VALUE);
        };
    }

    private void quorum(List<String> items) {
        require(items.size() == 2 && quorums.isEmpty(), "one line quorum <name>");
        require(items.get(1).equals(WitnessPolicy.NONE) || isDefined(items.get(1)), "a name defined before");
        quorums.add(items.get(1));
    }

    private void define(String name) {
        require(!name.equals(WitnessPolicy.NONE) && !isDefined(name), "a name that is not taken");
    }

    private boolean isDefined(String name) {
        return witnesses.containsKey(name) || groups.containsKey(name);
    }

    private void requireNewKey(NoteKey key) {
        boolean known = witnesses.values().stream()
                        .anyMatch(one -> one.publicKey().equals(key.publicKey()))
                || logs.keySet().stream().anyMatch(one -> one.publicKey().equals(key.publicKey()));
        require(!known, "each key once");
    }

    PolicyFile policy() {
        require(quorums.size() == 1, "one line quorum <name>");
        Map<String, List<String>> byWitness = new LinkedHashMap<>();
        witnesses.forEach((name, key) -> byWitness
                .computeIfAbsent(key.name(), witness -> new ArrayList<>())
                .add(name));
        Map<String, String> called = new HashMap<>();
        byWitness.forEach((witness, names) -> called.put(single(witness, names), witness));
        try {
            return new PolicyFile(logs, policy(byWitness, called), urls);
        } catch (MalformedDocumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the name that stands for the witness: that of its key, or of the group {@code any} of all its keys. */
    private String single(String witness, List<String> names) {
        if (names.size() == 1) {
            return names.getFirst();
        }
        return groups.values().stream()
                .filter(group -> group.threshold() == 1)
                .filter(group -> Set.copyOf(group.members()).equals(Set.copyOf(names)))
                .map(Group::name)
                .findFirst()
                .orElseThrow(() -> wrong("the keys of witness " + witness + " must be one group any, to count once"));
    }

    private WitnessPolicy policy(Map<String, List<String>> byWitness, Map<String, String> called) {
        List<Witness> counted = byWitness.entrySet().stream()
                .map(witness -> new Witness(
                        witness.getKey(),
                        witness.getValue().stream().map(witnesses::get).toList()))
                .toList();
        List<Group> counting = groups.values().stream()
                .filter(group -> !called.containsKey(group.name()))
                .map(group -> new Group(
                        group.name(),
                        group.threshold(),
                        group.members().stream()
                                .map(name -> called.getOrDefault(name, name))
                                .toList()))
                .toList();
        String quorum = quorums.getFirst();
        return new WitnessPolicy(counted, counting, called.getOrDefault(quorum, quorum));
    }

    private static NoteKey key(String vkey) {
        return NoteKey.parse(utf8(vkey));
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static void require(boolean condition, String expected) {
        if (!condition) {
            throw wrong("expected " + expected);
        }
    }

    private static MalformedLogDocument wrong(String problem) {
        return new MalformedLogDocument(PolicyFile.DOCUMENT, problem);
    }
}
