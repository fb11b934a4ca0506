package io.suture.trust.attest;

import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Documents;
import java.time.Instant;

/**
 * Who signed (21 CFR 11.50(a)(1) and (2)); the meaning is the predicate's type.
 *
 * @param signedBy the person's id
 * @param printedName the person's name as printed
 * @param signedAt when
 */
public record SignatureBlock(String signedBy, String printedName, Instant signedAt) {

    static SignatureBlock of(JsonObject json) {
        return new SignatureBlock(
                Documents.text(json, "signedBy"), Documents.text(json, "printedName"), json.instant("signedAt"));
    }

    JsonObject.Builder begin() {
        return JsonObject.builder()
                .put("signedBy", signedBy)
                .put("printedName", printedName)
                .put("signedAt", signedAt);
    }
}
