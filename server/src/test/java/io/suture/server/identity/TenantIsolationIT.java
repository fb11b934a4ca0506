package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Approver;
import io.suture.server.testing.Drafts;
import io.suture.server.testing.ExampleFolder;
import io.suture.server.testing.Registry;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.Sboms;
import io.suture.server.testing.Statements;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Compatibility;
import io.suture.trust.release.InstallRules;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseKind;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.RoleKeys;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What belongs to another manufacturer or facility is answered exactly like what does not exist. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantIsolationIT {

    private static final List<String> PEOPLE = List.of("re.one", "vv.one", "qa.one", "insp.one", "ce.one");
    private static final byte[] FILE = "evidence of another manufacturer".getBytes(StandardCharsets.UTF_8);

    private static final String OTHER = "/api/v1/manufacturers/oth";
    private static final String OWN = "/api/v1/manufacturers/exm";
    private static final String EVENT = "0a000000-0000-7000-8000-000000000001";
    private static final String REVIEW = "0b000000-0000-7000-8000-000000000002";
    private static final ReleaseId RELEASE = new ReleaseId("OTHP", "8.8.8");

    /** What nobody has: names of the same kind as {@link #foreign}. */
    private static final Map<String, String> ABSENT = Map.ofEntries(
            Map.entry("{m}", "nom"),
            Map.entry("{f}", "F-NOM"),
            Map.entry("{p}", "NOMP"),
            Map.entry("{v}", "9.9.9"),
            Map.entry("{d}", "D-NOM"),
            Map.entry("{person}", "nom.one"),
            Map.entry("{name}", "nom.bin"),
            Map.entry("{role}", "NOMP"),
            Map.entry("{sha256}", Digest.of(new byte[] {42}).hex()),
            Map.entry("{e}", "0a000000-0000-7000-8000-00000000000f"),
            Map.entry("{review}", "0a000000-0000-7000-8000-00000000000d"),
            Map.entry("{erasure}", "0a000000-0000-7000-8000-00000000000c"),
            Map.entry("{approval}", "0a000000-0000-7000-8000-00000000000e"),
            Map.entry("{key}", Digest.of(new byte[] {43}).toString()),
            Map.entry("{file}", "9.root.json"),
            Map.entry("{*path}", "NOMP/9.9.9/nom.bin"));

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();

    /** What manufacturer {@code oth} has. */
    private final Map<String, String> foreign = new LinkedHashMap<>();

    @BeforeAll
    void register() {
        Registry registry = new Registry(api);
        registry.product("oth", "OTHP", "09521234000051");
        registry.facility("F-OTH");
        JsonObject device = JsonObject.builder()
                .put("id", "D-OTH")
                .put("product", "OTHP")
                .put("hardwareRevision", "VM")
                .put("serial", "SN-OTH")
                .put("facility", "F-OTH")
                .put("installedVersion", "1.0.0")
                .build();
        created(api.post("admin", "/api/v1/manufacturers/oth/devices", device));
        Approver.Opened approval = approval();
        created(api.put(
                "sec.one", OTHER + "/evidence-files/" + Digest.of(FILE).hex(), BodyPublishers.ofByteArray(FILE)));
        signingEvent();
        review();
        foreign.putAll(Map.ofEntries(
                Map.entry("{m}", "oth"),
                Map.entry("{f}", "F-OTH"),
                Map.entry("{p}", RELEASE.product()),
                Map.entry("{v}", RELEASE.version()),
                Map.entry("{d}", "D-OTH"),
                Map.entry("{person}", "sec.one"),
                Map.entry("{name}", "oth.bin"),
                Map.entry("{role}", RELEASE.product()),
                Map.entry("{sha256}", Digest.of(FILE).hex()),
                Map.entry("{e}", EVENT),
                Map.entry("{review}", REVIEW),
                Map.entry("{erasure}", erasure()),
                Map.entry("{approval}", approval.id()),
                Map.entry("{key}", key().toString()),
                Map.entry("{file}", "1.root.json"),
                Map.entry("{*path}", RELEASE + "/oth.bin")));
    }

    /** A release that was submitted, and what its engineer is about to sign about it. */
    private Approver.Opened approval() {
        byte[] payload = new byte[100];
        byte[] sbom = Sboms.of(Digest.of(payload));
        JsonObject draft = JsonObject.builder()
                .put("product", RELEASE.product())
                .put("version", RELEASE.version())
                .build();
        String path = OTHER + "/releases/" + RELEASE;
        created(api.post("sec.one", OTHER + "/releases", draft));
        created(api.put("sec.one", path + "/files/oth.bin", BodyPublishers.ofByteArray(payload)));
        created(api.put("sec.one", path + "/files/sbom.cdx.json", BodyPublishers.ofByteArray(sbom)));
        created(api.post(
                "sec.one", path + "/submission", manifest(payload, sbom).toJson()));
        Approver engineer = Approver.of(api, "sec.one");
        JsonObject opened = engineer.request(path, "authorship", "release-engineer")
                .expect(201)
                .json();
        return new Approver.Opened(path + "/approvals", opened);
    }

    private static Manifest manifest(byte[] payload, byte[] sbom) {
        return new Manifest(
                RELEASE,
                1,
                ReleaseKind.ROUTINE,
                List.of(),
                new Compatibility(List.of("09521234000051"), List.of("VM"), List.of()),
                new InstallRules("a-b", true, 6),
                List.of(new Artifact("oth.bin", payload.length, Digest.of(payload))),
                new Artifact("sbom.cdx.json", sbom.length, Digest.of(sbom)));
    }

    /** The row that a refused signing event leaves: to open one here the manufacturer would need a whole repository. */
    private void signingEvent() {
        Instant expires = Instant.now();
        DelegatedRole role = DelegatedRole.ofPaths(
                "OTHP", RoleKeys.of(1, ExampleFolder.person("sec.one").publicKey()), true, "OTHP/*/*");
        byte[] delegation =
                MetadataWriter.sign(MetadataWriter.targets(1, expires, List.of(), Delegations.of(role)), List.of());
        byte[] version = CanonicalJson.olpc(MetadataWriter.targets(4, expires, List.of(), Delegations.NONE));
        server.execute("""
                set session_replication_role = replica;
                insert into signing_event (id, manufacturer, role, version, purpose, product, release, to_be_signed, delegation,
                    metadata_expires, state, reason, opened_by, opened_at, expires_at, changed_at, event_id)
                select '%s', 'oth', 'OTHP', 4, 'release', 'OTHP', '8.8.8', '\\x%s', '\\x%s', now(), 'refused', 'no', 'sec.one',
                    now(), now(), now(), id from audit_event limit 1
                """.formatted(EVENT, hex(version), hex(delegation)));
    }

    /** The row of a review: nobody here audits this manufacturer. */
    private void review() {
        server.execute("""
                set session_replication_role = replica;
                insert into log_review (id, manufacturer, reviewer, scope, state, opened_at, event_id)
                select '%s', 'oth', 'sec.one', '{}', 'open', now(), id from audit_event limit 1
                """.formatted(REVIEW));
    }

    /** A request about the other manufacturer's device. */
    private String erasure() {
        JsonObject wish = JsonObject.builder()
                .put("kind", "device")
                .put("id", "D-OTH")
                .put("legalBasis", "GDPR Art. 17(1)(d)")
                .put("reason", "test")
                .build();
        Reply reply = api.post("admin", OTHER + "/audit/erasures", wish);
        created(reply);
        return reply.json().string("id");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Digest key() {
        return ExampleFolder.person("sec.one").publicKey().fingerprint();
    }

    private static void created(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    static Stream<Permission> rowsWithVariables() {
        return Arrays.stream(Permission.values()).filter(row -> row.pattern().contains("{") && !row.isPublic());
    }

    /** Calls that name something within a manufacturer or facility; the others are the same call for every name. */
    static Stream<Permission> rowsNamingSomething() {
        return rowsWithVariables()
                .filter(row ->
                        row.pattern().replace("{m}", "").replace("{f}", "").contains("{"));
    }

    /** Every variable is the other manufacturer's, the manufacturer too. */
    @ParameterizedTest
    @MethodSource("rowsWithVariables")
    void whenEverythingIsAnotherManufacturersThenItDoesNotExist(Permission row) {
        for (String person : PEOPLE) {
            Reply reply = call(row, foreign, person);
            boolean judgedByRoleFirst =
                    !row.pattern().contains("{m}") && !row.pattern().contains("{f}");
            assertThat(reply.status()).as(person).isIn(404, judgedByRoleFirst ? 403 : 404);
            assertThat(text(reply, foreign)).as(person).isEqualTo(text(call(row, ABSENT, person), ABSENT));
        }
    }

    /** The manufacturer is one's own, what is named in it is the other's. */
    @ParameterizedTest
    @MethodSource("rowsNamingSomething")
    void whenOwnPathNamesAnotherManufacturersObjectThenTheAnswerIsThatOfAnAbsentOne(Permission row) {
        for (String person : PEOPLE) {
            Reply reply = call(row, own(foreign), person);
            Reply absent = call(row, own(ABSENT), person);
            assertThat(reply.status()).as(person).isEqualTo(absent.status());
            assertThat(text(reply, foreign)).as(person).isEqualTo(text(absent, ABSENT));
        }
    }

    /** What the other tests do not get at is there, hence hidden from them and not absent. */
    @Test
    void whenTheirOwnManufacturerAsksThenEverythingExists() {
        for (String path : List.of(
                "/signing-events/" + EVENT,
                "/releases/" + RELEASE,
                "/releases/" + RELEASE + "/manifest",
                "/evidence-files/" + foreign.get("{sha256}"))) {
            assertThat(api.get("sec.one", OTHER + path).status()).as(path).isEqualTo(200);
        }
        assertThat(api.get("sec.one", OTHER + "/people/sec.one/keys").text()).contains(key().toString());
    }

    /** Complete requests for one object of the other manufacturer below one's own path. */
    @Test
    void whenOneNameInAWholeRequestIsAnotherManufacturersThenItDoesNotExist() {
        ReleaseId own = new Drafts(api).submit();
        String approval = OWN + "/releases/" + own + "/approvals/%s/signature";
        sameAsAbsent("re.one", approval, foreign.get("{approval}"), ABSENT.get("{approval}"), envelope(own));
        sameAsAbsent(
                "qa.one",
                OWN + "/people/vv.one/keys/%s/approval",
                key().toString(),
                ABSENT.get("{key}"),
                JsonObject.EMPTY);
        String events = OWN + "/signing-events/%s";
        JsonObject signature =
                JsonObject.builder().put("keyid", key().hex()).put("sig", "00").build();
        sameAsAbsent("qa.one", events + "/signatures", EVENT, ABSENT.get("{e}"), signature);
        sameAsAbsent("qa.one", events + "/refusal", EVENT, ABSENT.get("{e}"), RunningServer.reason("not mine"));
    }

    private JsonObject envelope(ReleaseId id) {
        Statements statements = new Statements(Drafts.manifest(id), Instant.now());
        return Json.parseObject(
                statements.envelope(statements.approval("re.one", List.of())).toJson());
    }

    private void sameAsAbsent(String person, String path, String theirs, String nobodys, JsonObject body) {
        Reply reply = api.post(person, path.formatted(theirs), body);
        Reply absent = api.post(person, path.formatted(nobodys), body);
        assertThat(reply.status()).as(path).isEqualTo(404);
        assertThat(reply.text().replace(theirs, "*")).isEqualTo(absent.text().replace(nobodys, "*"));
    }

    /** A facility asks for a device of another facility, of a manufacturer whose devices it has too or has not. */
    @Test
    void whenFacilityReadsADeviceOfAnotherFacilityThenItDoesNotExist() {
        Reply foreign = api.get("ce.one", "/api/v1/manufacturers/oth/devices/D-OTH");
        Reply absent = api.get("ce.one", "/api/v1/manufacturers/oth/devices/D-NOM");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text()).isEqualTo(absent.text());
    }

    private static Map<String, String> own(Map<String, String> names) {
        Map<String, String> own = new LinkedHashMap<>(names);
        own.put("{m}", "exm");
        own.put("{f}", "F-100");
        return own;
    }

    private Reply call(Permission row, Map<String, String> names, String person) {
        String path = row.pattern();
        for (Map.Entry<String, String> name : names.entrySet()) {
            path = path.replace(name.getKey(), name.getValue());
        }
        assertThat(path).as("every name of " + row).doesNotContain("{");
        return api.call(row.method().name(), path, api.token(person));
    }

    /** The answer, with what was asked for blotted out. */
    private static String text(Reply reply, Map<String, String> names) {
        String text = reply.text();
        for (String name : names.values()) {
            text = text.replace(name, "*");
        }
        return text;
    }
}
