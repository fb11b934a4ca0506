package io.suture.server.dossier;

import io.suture.server.catalog.Manufacturer;
import io.suture.server.catalog.Product;
import io.suture.server.fleet.Device;
import io.suture.server.fleet.StoredReceipt;
import io.suture.trust.evidence.Report;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import io.suture.trust.release.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is recorded about a release; the dossier's words are made from nothing else.
 *
 * @param subject the release and the export
 * @param manufacturer whose it is
 * @param product the device model
 * @param files what the package holds so far, by name
 * @param exhibits the evidence, in order of arrival
 * @param happenings the log entries, in order
 * @param verdict what the gate says now, with the commands that resolve its blockers
 * @param previous the release before this one, if one was published
 * @param receipts what devices said, oldest first
 * @param devices the devices of the product as the server knows them
 * @param report what verifying these files found
 */
record DossierRecord(
        Subject subject,
        Manufacturer manufacturer,
        Product product,
        Map<String, byte[]> files,
        List<Exhibit> exhibits,
        List<Happening> happenings,
        JsonObject verdict,
        Optional<Previous> previous,
        List<StoredReceipt> receipts,
        List<Device> devices,
        Report report) {

    /**
     * An earlier release.
     *
     * @param manifest its manifest
     * @param sbom its bill of materials, as far as it could be read
     */
    @SuppressWarnings("ArrayRecordComponent") // read only
    record Previous(Manifest manifest, Optional<byte[]> sbom) {}

    /** Copies the collections. */
    DossierRecord {
        files = Map.copyOf(files);
        exhibits = List.copyOf(exhibits);
        happenings = List.copyOf(happenings);
        receipts = List.copyOf(receipts);
        devices = List.copyOf(devices);
    }

    Optional<byte[]> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** Return a JSON file of the package, if it is there. */
    Optional<JsonObject> document(String name) {
        return file(name).map(Json::parseObject);
    }

    List<Exhibit> exhibits(String type) {
        return exhibits.stream().filter(exhibit -> exhibit.isOf(type)).toList();
    }

    List<Happening> happenings(String kind) {
        return happenings.stream().filter(happening -> happening.is(kind)).toList();
    }

    List<JsonObject> findings() {
        return verdict.objects("findings");
    }

    /** Return what the gate says about one piece of evidence; a rule that is satisfied names all of its evidence at once. */
    List<JsonObject> findingsAbout(Exhibit exhibit) {
        JsonValue wanted = JsonValue.of(exhibit.digest().toString());
        return findings().stream()
                .filter(finding -> finding.findObject("data")
                        .flatMap(data -> data.find("evidence"))
                        .filter(wanted::equals)
                        .isPresent())
                .toList();
    }
}
