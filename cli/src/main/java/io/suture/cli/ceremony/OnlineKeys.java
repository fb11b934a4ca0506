package io.suture.cli.ceremony;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.tuf.OfflineUpdate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server's public keys, carried to the ceremony in a file; older servers have no key for offline-update. */
record OnlineKeys(
        PublicKey snapshot,
        PublicKey timestamp,
        Optional<PublicKey> offlineUpdate,
        PublicKey director,
        Map<String, PublicKey> products,
        LogPolicy log) {

    static OnlineKeys read(Path file) {
        try {
            return of(Json.parseObject(LocalFiles.read(file, LocalFiles.DOCUMENT)));
        } catch (MalformedDocumentException | KeyFormatException e) {
            throw CommandFailure.usage(file + ": " + e.getMessage());
        }
    }

    private static OnlineKeys of(JsonObject json) {
        JsonObject listed = json.object("products");
        Map<String, PublicKey> products = new LinkedHashMap<>();
        listed.keys().forEach(product -> products.put(product, PublicKey.fromTuf(listed.object(product))));
        JsonObject log = json.object("log");
        return new OnlineKeys(
                PublicKey.fromTuf(json.object("snapshot")),
                PublicKey.fromTuf(json.object("timestamp")),
                json.findObject(OfflineUpdate.ROLE).map(PublicKey::fromTuf),
                PublicKey.fromTuf(json.object("director")),
                products,
                new LogPolicy(1, log.string("origin"), log.strings("vkeys")));
    }

    List<PublicKey> all() {
        List<PublicKey> all = new ArrayList<>(products.values());
        all.add(snapshot);
        all.add(timestamp);
        offlineUpdate.ifPresent(all::add);
        all.add(director);
        return all;
    }
}
