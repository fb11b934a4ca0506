package io.suture.server.dossier;

import io.suture.trust.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Index A: where an inspector finds what, by the areas of CP 7382.850 and by function of the NIST CSF. */
final class InspectionIndex {

    private static final List<Map.Entry<String, List<String>>> AREAS = List.of(
            Map.entry("Management Oversight", List.of("summary", "approvals", "metrics")),
            Map.entry("Design and Development", List.of("change", "validation", "risk")),
            Map.entry("Production and Service Provision", List.of("signing", "distribution")),
            Map.entry("Change Control", List.of("change", "validation", "approvals", "exceptions", "audit-trail")),
            Map.entry("Measurement, Analysis and Improvement", List.of("vulnerabilities", "metrics", "exceptions")),
            Map.entry("Outsourcing and Purchasing", List.of("change")),
            Map.entry(
                    "Corrections and Removals, Tracking, UDI",
                    List.of("cover", "regulatory", "ledger", "distribution")),
            Map.entry("CSF Govern", List.of("regulatory", "approvals")),
            Map.entry("CSF Identify", List.of("vulnerabilities", "risk", "change")),
            Map.entry("CSF Protect", List.of("validation", "signing", "distribution")),
            Map.entry("CSF Detect", List.of("vulnerabilities", "exceptions", "audit-trail")),
            Map.entry("CSF Respond", List.of("regulatory", "communications", "ledger")),
            Map.entry("CSF Recover", List.of("distribution", "ledger")));

    private InspectionIndex() {}

    static Section of(List<Section> sections) {
        List<JsonObject> rows = new ArrayList<>();
        AREAS.forEach(area -> rows.add(JsonObject.builder()
                .put("area", area.getKey())
                .put("sections", titles(sections, area.getValue()))
                .build()));
        JsonObject content = JsonObject.builder().putAll("areas", rows).build();
        return new Section("A", "index", "Index by inspection area", "FDA CP 7382.850, NIST CSF 2.0", content);
    }

    private static String titles(List<Section> sections, List<String> ids) {
        return String.join(
                "; ",
                sections.stream()
                        .filter(section -> ids.contains(section.id()))
                        .map(section -> section.number() + " " + section.title())
                        .toList());
    }
}
