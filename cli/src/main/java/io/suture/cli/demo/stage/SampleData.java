package io.suture.cli.demo.stage;

import io.suture.cli.session.LocalFiles;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * The fictional manufacturer of the sample data, moved in time as a whole: the order and the distances of all events stay,
 * and the accepted validation run ended one day before the demo started. (The data set proposes an epoch 20 days ago;
 * its accepted run ends 31 days after the epoch, in the future, which the gate rightly refuses.)
 */
public final class SampleData {

    private static final Duration LAST_RUN_ENDED = Duration.ofDays(1);
    private static final String LAST_RUN = "VR-2";
    private static final String FOLDER = "/io/suture/cli/demo/";

    private final JsonObject data;
    private final Duration shift;

    private SampleData(JsonObject data, Duration shift) {
        this.data = data;
        this.shift = shift;
    }

    public static SampleData load(Instant startedAt) {
        JsonObject data = Json.parseObject(resource("dataset.json"));
        Instant ended = entry(data, "validationRuns", LAST_RUN).instant("to");
        Instant wanted = startedAt.truncatedTo(ChronoUnit.SECONDS).minus(LAST_RUN_ENDED);
        return new SampleData(data, Duration.between(ended, wanted));
    }

    /** A file of the sample data. */
    public static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(SampleData.class.getResourceAsStream(FOLDER + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new DemoException("cannot read " + name, e);
        }
    }

    /** The sample's bill of materials, naming the payload that the demonstration made in place of the sample's. */
    public static byte[] sbom(Path payload) throws IOException {
        JsonObject bill = Json.parseObject(resource("sbom-gw2-3.1.1.cdx.json"));
        JsonObject hash = JsonObject.builder()
                .put("alg", "SHA-256")
                .put("content", LocalFiles.digest(payload, read -> {}).hex())
                .build();
        JsonObject metadata = bill.object("metadata");
        JsonObject component = metadata.object("component").toBuilder()
                .set("hashes", JsonArray.of(List.of(hash)))
                .build();
        JsonObject renewed = metadata.toBuilder().set("component", component).build();
        return Json.pretty(bill.toBuilder().set("metadata", renewed).build()).getBytes(StandardCharsets.UTF_8);
    }

    public JsonObject manufacturer() {
        return data.object("manufacturer");
    }

    /** The entry of a list that has this id; lists: models, users, patches, facilities, devices and so on. */
    public JsonObject entry(String list, String id) {
        return entry(data, list, id);
    }

    public List<JsonObject> entries(String list) {
        return data.array(list).objects();
    }

    /** The public names of the vulnerabilities a patch closes. */
    public List<String> cves(String patch) {
        return entry("patches", patch).strings("fixes").stream()
                .map(id -> entry("vulnerabilities", id).string("cve"))
                .toList();
    }

    public JsonObject protocol() {
        return data.object("validationProtocol");
    }

    /** The epoch of the data set, moved. */
    public Instant epoch() {
        return moved(data.instant("epoch"));
    }

    public Instant moved(Instant sampleTime) {
        return sampleTime.plus(shift);
    }

    private static JsonObject entry(JsonObject data, String list, String id) {
        return data.array(list).objects().stream()
                .filter(o -> o.string("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new DemoException("the sample data has no " + id + " in " + list));
    }
}
