package io.suture.server.dossier;

import io.suture.trust.json.JsonObject;

/** Section 16: what verifying the dossier's files found before they were packed, and what no file can prove. */
final class ReportSection {

    private ReportSection() {}

    static Section of(DossierRecord record) {
        JsonObject content = JsonObject.builder()
                .put(
                        "verifier",
                        Generator.NAME + ", on the server, at "
                                + record.subject().at())
                .put("trustInputsFromElsewhere", "none: do it again with a root and a checkpoint of your own")
                .put(
                        "notYetThen",
                        "the form of the archive, the list of files and the entry of this export, which exist only once"
                                + " the dossier is packed: suture audit verify checks them")
                .put("report", record.report().toJson())
                .build();
        return new Section("16", "verification", "Verification report", "21 CFR 11.10(a)", content);
    }
}
