package io.suture.server.dossier;

import io.suture.trust.json.JsonObject;

/**
 * A section of the dossier.
 *
 * @param number 1 to 16, or A
 * @param id its stable name
 * @param title its title
 * @param serves what it is asked for by; for orientation, no claim
 * @param content its facts
 */
record Section(String number, String id, String title, String serves, JsonObject content) {

    /** What a section says of itself that this version keeps no record of. */
    static final String NOT_RECORDED = "notRecordedByThisVersion";

    JsonObject toJson() {
        return JsonObject.builder()
                .put("number", number)
                .put("id", id)
                .put("title", title)
                .put("serves", serves)
                .put("content", content)
                .build();
    }
}
