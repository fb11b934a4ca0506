package io.suture.server.signing;

import static io.suture.server.testing.Await.awaitAnswer;

import io.suture.server.signing.CrashPoint.Step;
import io.suture.server.testing.Api;
import io.suture.server.testing.Api.Answer;
import io.suture.server.testing.DeviceHttp;
import io.suture.server.testing.Factory;
import io.suture.server.testing.Factory.EnrolledDevice;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Signer;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.TufException;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.core.env.MapPropertySource;

/** A server whose product role demands two of three signatures: its own, qa.one's and vv.one's; and a device. */
final class SigningScene implements AutoCloseable {

    static final byte[] PAYLOAD = new byte[1000];
    static final String EVENTS = Factory.BASE + "/signing-events";

    final TestDatabase database = new TestDatabase();
    final Factory factory = new Factory();
    final AtomicReference<Step> deadly = new AtomicReference<>();
    private final TestPki pki = new TestPki();
    private final Path directory;
    private final Map<String, Object> settings;
    private final EnrolledDevice device;
    private final MemoryMetadataStore store;
    private TestServer server;
    private Api api;
    private int releases;

    SigningScene(Path directory, Map<String, Object> settings) {
        this.directory = directory;
        this.settings = settings;
        this.server = start();
        this.api = api();
        factory.demand(2, "qa.one", "vv.one");
        factory.found(api);
        device = factory.device(api, "D-001", "VM");
        store = new MemoryMetadataStore(factory.root());
    }

    private TestServer start() {
        return new TestServer(
                database,
                directory,
                pki,
                factory.keys().get("admin").publicKey().toPem(),
                context -> {
                    context.registerBean(CrashPoint.class, () -> this::die);
                    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("scene", settings));
                });
    }

    private Api api() {
        return new Api(server.apiUrl(), pki.client(), factory.keys());
    }

    private void die(Step step) {
        if (step == deadly.get()) {
            throw new IllegalStateException("killed at " + step);
        }
    }

    void restart() {
        restart(() -> {});
    }

    /** Stops the server, lets something happen, and starts it again. */
    void restart(Runnable meanwhile) {
        server.close();
        deadly.set(null);
        meanwhile.run();
        server = start();
        api = api();
    }

    Api call() {
        return api;
    }

    Path directory() {
        return directory;
    }

    <T> T bean(Class<T> type) {
        return server.bean(type);
    }

    DeviceHttp device() {
        return new DeviceHttp(server.deviceUrl(), pki.client(device.certificate(), device.key()));
    }

    String apiUrl() {
        return server.apiUrl();
    }

    String deviceUrl() {
        return server.deviceUrl();
    }

    String serverCaPem() {
        return pki.serverCaPem();
    }

    /** A refresh as the device does it, which keeps what it trusted: a version that falls is found here. */
    Updater client() {
        Updater client = new Updater(TufLimits.DEFAULT, Instant.now(), store, device());
        client.refresh();
        return client;
    }

    boolean devicesFind(String version) {
        try {
            return client().target("GW2/" + version + "/manifest.json").isPresent();
        } catch (TufException.RoleNotInSnapshot nothingSignedYet) {
            return false;
        }
    }

    /** Approves a release with the next rollback index and returns its version. */
    String approved() {
        int number = ++releases;
        String version = "3.2." + number;
        factory.approved(api, version, 20 + number, PAYLOAD);
        return version;
    }

    Answer release(String version, String action) {
        return api.post("re.one", Factory.releasePath(version) + "/" + action, reason("test"));
    }

    String state(String version) {
        return api.get("re.one", Factory.releasePath(version))
                .expect(200)
                .json()
                .string("state");
    }

    /** Asks for the release's signature and returns the event that awaits the others. */
    JsonObject opened(String version) {
        return event(release(version, "signing").expect(202).json().string("signingEvent"));
    }

    JsonObject event(String id) {
        return api.get("qa.one", EVENTS + "/" + id).expect(200).json();
    }

    /** Returns the events of a state, newest first. */
    List<JsonObject> events(String state) {
        byte[] list = api.get("qa.one", EVENTS + "?state=" + state).expect(200).body();
        return Json.parseObject(
                        ("{\"all\":" + new String(list, StandardCharsets.UTF_8) + "}").getBytes(StandardCharsets.UTF_8))
                .objects("all");
    }

    Answer sign(String person, JsonObject event) {
        return sign(person, event, factory.keys().get(person));
    }

    Answer sign(String person, JsonObject event, Signer key) {
        JsonObject signed = Json.parseObject(Base64.getDecoder().decode(event.string("signed")));
        return send(person, event, signature(signed, key));
    }

    static JsonObject signature(JsonObject signed, Signer key) {
        return Json.parseObject(MetadataWriter.sign(signed, List.of(key)))
                .objects("signatures")
                .getFirst();
    }

    Answer send(String person, JsonObject event, JsonObject signature) {
        return api.post(person, EVENTS + "/" + event.string("id") + "/signatures", signature);
    }

    Answer refuse(String person, JsonObject event) {
        return api.post(person, EVENTS + "/" + event.string("id") + "/refusal", reason("not this one"));
    }

    static JsonObject reason(String text) {
        return JsonObject.builder().put("reason", text).build();
    }

    /** A published release, everybody's signature given. */
    String published() {
        String version = approved();
        sign("qa.one", opened(version)).expect(200);
        release(version, "publication").expect(200);
        awaitAnswer(() -> devicesFind(version));
        return version;
    }

    long count(String sql) {
        return Objects.requireNonNull(database.client()
                .sql(sql)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block());
    }

    /** Lets time pass for one row: what no application role may do. */
    void tamper(String sql) {
        database.asSuperuser("set session_replication_role = replica; " + sql);
    }

    void renew() {
        bean(Renewal.class).round().block();
    }

    void keep() {
        bean(SigningEventKeeper.class).round().block();
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
