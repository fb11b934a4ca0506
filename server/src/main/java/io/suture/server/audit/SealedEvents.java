package io.suture.server.audit;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Section;
import io.suture.trust.log.SectionKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Turns an event into its entry, its sealed sections and its facts. Its methods block. */
final class SealedEvents {

    private final SubjectKeys keys;
    private final SecureRandom random;

    SealedEvents(SubjectKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    SealedEvent seal(UUID id, Instant time, AuditEvent event) {
        Held held = new Held(event.manufacturer());
        Map<String, String> commitments = new LinkedHashMap<>();
        List<SealedEvent.Part> parts = new ArrayList<>();
        for (Private part : Private.of(event)) {
            Section section = Section.salted(part.name(), CanonicalJson.rfc8785(part.body()), random);
            commitments.put(section.name(), section.commitment());
            SectionKey key = held.of(part.whose());
            parts.add(new SealedEvent.Part(section.name(), key.id(), key.seal(id.toString(), section, random)));
        }
        AuditEntry entry = new AuditEntry(id.toString(), event.kind().code(), time, event.pub(), commitments);
        return new SealedEvent(id, event.manufacturer(), event.kind(), entry, parts, facts(event, held));
    }

    /** By then every subject that the sections show to exist has its key. */
    private static List<String> facts(AuditEvent event, Held held) {
        return Facts.of(event).stream()
                .flatMap(fact -> StoredFacts.of(fact, held::find).stream())
                .toList();
    }

    /** The keys of one event's subjects, each read once; the next event reads anew, because a key may be destroyed. */
    private final class Held {

        private final String log;
        private final Map<DataSubject, SectionKey> read = new HashMap<>();

        Held(String log) {
            this.log = log;
        }

        /** Whom somebody only says to be has a key if that person is known; otherwise the section is nobody's. */
        SectionKey of(DataSubject whose) {
            return whose.isClaimed()
                    ? find(DataSubject.person(whose.id())).orElseGet(() -> ensure(DataSubject.NOBODY))
                    : ensure(whose);
        }

        private SectionKey ensure(DataSubject subject) {
            return read.computeIfAbsent(subject, missing -> keys.ensure(log, missing));
        }

        Optional<SectionKey> find(DataSubject subject) {
            Optional<SectionKey> key = Optional.ofNullable(read.get(subject)).or(() -> keys.find(log, subject));
            key.ifPresent(found -> read.put(subject, found));
            return key;
        }
    }

    /** A private section before it is salted, and whose it is. */
    private record Private(String name, JsonObject body, DataSubject whose) {

        static List<Private> of(AuditEvent event) {
            DataSubject subject = Facts.subjectOf(event);
            return List.of(
                            new Private("actor", event.actor(), Facts.actorOf(event)),
                            new Private("subject", event.subject(), subject),
                            new Private("detail", event.detail(), subject))
                    .stream()
                    .filter(part -> !part.body().members().isEmpty())
                    .toList();
        }
    }
}
