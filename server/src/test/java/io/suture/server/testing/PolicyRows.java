package io.suture.server.testing;

import io.suture.trust.digest.Digest;
import io.suture.trust.gate.ReleasePolicy;
import java.util.HexFormat;

/** Puts policy documents where the offline metadata's upload puts them. */
public record PolicyRows(RunningServer server) {

    /** Make the standard policy and the example people active for exm. */
    public void put() {
        put("policy/release.json", ReleasePolicy.standard().toJson());
        put("policy/people.json", Statements.people().toJson());
    }

    private void put(String path, byte[] bytes) {
        server.execute("""
                with event as (
                    insert into audit_event (id, manufacturer, kind, time, leaf)
                    values (gen_random_uuid(), 'test', 'repository.initialised', now(), '\\x00') returning id)
                insert into tuf_target (manufacturer, path, sha256, length, bytes, added_at, event_id)
                select 'exm', '%s', '%s', %d, '\\x%s', now(), id from event on conflict do nothing
                """.formatted(
                path, Digest.of(bytes).hex(), bytes.length, HexFormat.of().formatHex(bytes)));
    }
}
