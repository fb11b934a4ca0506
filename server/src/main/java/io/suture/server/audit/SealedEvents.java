package io.suture.server.audit;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Section;
import io.suture.trust.log.SectionKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
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
        Map<String, String> commitments = new LinkedHashMap<>();
        List<SealedEvent.Part> parts = new ArrayList<>();
        for (Private part : Private.of(event)) {
            Section section = Section.salted(part.name(), CanonicalJson.rfc8785(part.body()), random);
            commitments.put(section.name(), section.commitment());
            SectionKey key = key(event.manufacturer(), part.whose());
            String sealed = HexFormat.of().formatHex(key.seal(id.toString(), section, random));
            parts.add(new SealedEvent.Part(section.name(), key.id(), sealed));
        }
        AuditEntry entry = new AuditEntry(id.toString(), event.kind().code(), time, event.pub(), commitments);
        return new SealedEvent(id, event.manufacturer(), event.kind(), entry, parts, facts(event));
    }

    /** Whom somebody only says to be has a key if that person is known; otherwise the section is nobody's. */
    private SectionKey key(String log, DataSubject whose) {
        return whose.isClaimed()
                ? keys.find(log, DataSubject.person(whose.id())).orElseGet(() -> keys.ensure(log, DataSubject.NOBODY))
                : keys.ensure(log, whose);
    }

    /** By then every subject that the sections show to exist has its key. */
    private List<SealedEvent.Stored> facts(AuditEvent event) {
        return Facts.of(event).stream()
                .flatMap(
                        fact -> stored(event.manufacturer(), fact)
                                .map(value -> new SealedEvent.Stored(fact.name().code(), value))
                                .stream())
                .toList();
    }

    private Optional<String> stored(String log, Fact fact) {
        return fact.name().isPersonal()
                ? keys.find(log, fact.subject()).map(key -> key.blind(fact.text()))
                : Optional.of(fact.value());
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
