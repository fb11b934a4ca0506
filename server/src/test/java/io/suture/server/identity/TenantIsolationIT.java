package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Registry;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What belongs to another manufacturer or facility is answered exactly like what does not exist. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantIsolationIT {

    private static final List<String> PEOPLE = List.of("re.one", "vv.one", "qa.one", "insp.one", "ce.one");
    private static final byte[] FILE = "evidence of another manufacturer".getBytes(StandardCharsets.UTF_8);

    /** What manufacturer {@code oth} has. */
    private static final Map<String, String> FOREIGN = Map.of(
            "{m}", "oth",
            "{f}", "F-OTH",
            "{p}", "OTHP",
            "{v}", "8.8.8",
            "{d}", "D-OTH",
            "{person}", "sec.one",
            "{name}", "oth.bin",
            "{role}", "OTHP",
            "{sha256}", Digest.of(FILE).hex());

    /** What nobody has: names of the same kind. */
    private static final Map<String, String> ABSENT = Map.of(
            "{m}", "nom",
            "{f}", "F-NOM",
            "{p}", "NOMP",
            "{v}", "9.9.9",
            "{d}", "D-NOM",
            "{person}", "nom.one",
            "{name}", "nom.bin",
            "{role}", "NOMP",
            "{sha256}", Digest.of(new byte[] {42}).hex());

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();

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
        String releases = "/api/v1/manufacturers/oth/releases";
        created(api.post(
                "sec.one",
                releases,
                JsonObject.builder()
                        .put("product", "OTHP")
                        .put("version", "8.8.8")
                        .build()));
        created(api.put("sec.one", releases + "/OTHP/8.8.8/files/oth.bin", BodyPublishers.ofByteArray(new byte[100])));
        created(api.put(
                "sec.one",
                "/api/v1/manufacturers/oth/evidence-files/" + FOREIGN.get("{sha256}"),
                BodyPublishers.ofByteArray(FILE)));
    }

    private static void created(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    static Stream<Permission> rowsWithVariables() {
        return Arrays.stream(Permission.values()).filter(row -> row.pattern().contains("{") && !row.isPublic());
    }

    /** Every variable is the other manufacturer's, the manufacturer too. */
    @ParameterizedTest
    @MethodSource("rowsWithVariables")
    void whenEverythingIsAnotherManufacturersThenItDoesNotExist(Permission row) {
        for (String person : PEOPLE) {
            Reply foreign = call(row, FOREIGN, person);
            boolean judgedByRoleFirst =
                    !row.pattern().contains("{m}") && !row.pattern().contains("{f}");
            assertThat(foreign.status()).as(person).isIn(404, judgedByRoleFirst ? 403 : 404);
            assertThat(text(foreign, FOREIGN)).as(person).isEqualTo(text(call(row, ABSENT, person), ABSENT));
        }
    }

    /** The manufacturer is one's own, what is named in it is the other's. */
    @ParameterizedTest
    @MethodSource("rowsWithVariables")
    void whenOwnPathNamesAnotherManufacturersObjectThenTheAnswerIsThatOfAnAbsentOne(Permission row) {
        for (String person : PEOPLE) {
            Reply foreign = call(row, own(FOREIGN), person);
            Reply absent = call(row, own(ABSENT), person);
            assertThat(foreign.status()).as(person).isEqualTo(absent.status());
            assertThat(text(foreign, FOREIGN)).as(person).isEqualTo(text(absent, ABSENT));
        }
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
        path = path.replace("{*path}", "x/y/z")
                .replace("{file}", "1.root.json")
                .replaceAll("\\{[a-z]+}", "00000000-0000-7000-8000-000000000000");
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
