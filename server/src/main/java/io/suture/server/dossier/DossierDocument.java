package io.suture.server.dossier;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.ArrayList;
import java.util.List;

/**
 * The file {@code dossier.json}, schema {@code urn:suture:dossier:v1}: sixteen sections and an index. It is the one model
 * from which {@code dossier.html} and {@code dossier.pdf} are made, so that nothing is in one and not in the others.
 */
final class DossierDocument {

    static final String SCHEMA = "urn:suture:dossier:v1";

    private DossierDocument() {}

    static JsonObject of(DossierRecord record) {
        List<Section> sections = new ArrayList<>(List.of(
                CoverSection.of(record),
                SummarySection.of(record),
                RiskSections.vulnerabilities(record),
                RiskSections.assessments(record),
                RiskSections.regulatory(record),
                ChangeSection.of(record),
                ValidationSection.of(record),
                ApprovalSection.of(record),
                SigningSection.of(record),
                FieldSections.distribution(record),
                FieldSections.ledger(),
                FieldSections.communications(),
                MetricsSection.of(record),
                ExceptionSection.of(record),
                TrailSection.of(record),
                ReportSection.of(record)));
        sections.add(InspectionIndex.of(sections));
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("title", "Dossier of " + record.subject().id())
                .put("generator", Generator.NAME)
                .putAll("sections", sections.stream().map(Section::toJson).toList())
                .build();
    }

    /** Return the sections of a document. */
    static List<Section> sections(JsonObject document) {
        if (!document.string("schema").equals(SCHEMA)) {
            throw new MalformedDocumentException("schema", SCHEMA + " is expected");
        }
        return document.readEach(
                "sections",
                section -> new Section(
                        section.string("number"),
                        section.string("id"),
                        section.string("title"),
                        section.string("serves"),
                        section.object("content")));
    }
}
