package io.suture.server.signing;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.trust.json.JsonObject;
import java.util.List;

/** The audit event of metadata that the server signed by itself. */
final class SignedByServer {

    private static final JsonObject SERVER =
            JsonObject.builder().put("id", "_server").build();

    private SignedByServer() {}

    /** Returns the event: each file with its digest. */
    static AuditEvent event(String manufacturer, List<Metadata> files) {
        return new AuditEvent(
                manufacturer,
                AuditKind.METADATA_SIGNED,
                Metadata.digests(files),
                SERVER,
                JsonObject.EMPTY,
                JsonObject.EMPTY);
    }
}
