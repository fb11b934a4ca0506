package io.suture.server.audit;

import io.suture.server.audit.Fact.Name;
import io.suture.trust.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads out of an event what it can be found by, and whose it is. The members that sections agree on: an actor has
 * {@code id} and {@code roles}, or {@code device}, or {@code service}; a subject that is a person looks like an actor; a
 * release is {@code release}, or {@code product} and {@code version}; a refused call has its {@code path}.
 */
final class Facts {

    /** Longest value that is kept; more could not be an id. */
    static final int VALUE = 200;

    private static final Pattern RELEASE_PATH = Pattern.compile("/releases/([^/]+)/([^/]+)(?:/.*)?$");
    private static final String[] OBJECTS = {
        "signingEvent", "approval", "review", "file", "evidence", "reset", "key", "keyid"
    };

    private Facts() {}

    static Set<Fact> of(AuditEvent event) {
        Set<Fact> facts = new LinkedHashSet<>();
        actor(event.actor(), facts);
        subject(event.subject(), facts);
        releases(event, facts);
        for (String object : OBJECTS) {
            add(facts, Name.OBJECT, event.subject().findString(object));
            add(facts, Name.OBJECT, event.detail().findString(object));
        }
        add(facts, Name.OUTCOME, outcome(event));
        kinds(event.kind().code()).forEach(kind -> facts.add(new Fact(Name.KIND, kind)));
        return facts;
    }

    /** The kind, and its family as a search names it. */
    private static List<String> kinds(String kind) {
        return List.of(kind, kind.substring(0, kind.indexOf('.')) + ".*");
    }

    /** Returns whose the actor section is. */
    static DataSubject actorOf(AuditEvent event) {
        return subject(event.actor());
    }

    /** Returns whose the other sections are: the subject's, or the actor's when the event is about nobody else. */
    static DataSubject subjectOf(AuditEvent event) {
        DataSubject subject = isPerson(event.subject())
                        || event.subject().findString("device").isPresent()
                ? subject(event.subject())
                : DataSubject.NOBODY;
        return subject.equals(DataSubject.NOBODY) ? actorOf(event) : subject;
    }

    private static DataSubject subject(JsonObject section) {
        return section.findString("device")
                .map(DataSubject::device)
                .or(() -> section.findString("id")
                        .map(id -> isPerson(section) ? DataSubject.person(id) : DataSubject.claimed(id)))
                .orElse(DataSubject.NOBODY);
    }

    private static void actor(JsonObject actor, Set<Fact> facts) {
        add(facts, Name.ACTOR, actor.findString("id"));
        add(facts, Name.DEVICE, actor.findString("device"));
        add(facts, Name.FACILITY, actor.findString("facility"));
        roles(actor).forEach(role -> add(facts, Name.ROLE, Optional.of(role)));
    }

    private static void subject(JsonObject subject, Set<Fact> facts) {
        add(facts, Name.DEVICE, subject.findString("device"));
        add(facts, Name.FACILITY, subject.findString("facility"));
        add(facts, isPerson(subject) ? Name.PERSON : Name.OBJECT, subject.findString("id"));
    }

    private static void releases(AuditEvent event, Set<Fact> facts) {
        for (JsonObject part : new JsonObject[] {event.pub(), event.subject(), event.detail()}) {
            add(facts, Name.PRODUCT, part.findString("product"));
            add(facts, Name.RELEASE, part.findString("release"));
            add(
                    facts,
                    Name.RELEASE,
                    part.findString("product")
                            .flatMap(product -> part.findString("version").map(version -> product + "/" + version)));
        }
        event.detail()
                .findString("path")
                .map(RELEASE_PATH::matcher)
                .filter(Matcher::find)
                .ifPresent(path -> {
                    add(facts, Name.PRODUCT, Optional.of(path.group(1)));
                    add(facts, Name.RELEASE, Optional.of(path.group(1) + "/" + path.group(2)));
                });
    }

    private static Optional<String> outcome(AuditEvent event) {
        return event.detail()
                .findString("result")
                .or(() -> Optional.of(event.kind().isRefusal() ? "refused" : "done"));
    }

    private static boolean isPerson(JsonObject section) {
        return section.findString("printedName").isPresent();
    }

    private static Iterable<String> roles(JsonObject actor) {
        return actor.has("roles") ? actor.strings("roles") : Set.of();
    }

    private static void add(Set<Fact> facts, Name name, Optional<String> value) {
        value.filter(text -> !text.isEmpty() && text.length() <= VALUE)
                .ifPresent(text -> facts.add(new Fact(name, text)));
    }
}
