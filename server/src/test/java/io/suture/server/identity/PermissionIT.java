package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Every row of the permission table for every role, against the running server. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class PermissionIT {

    /** One person a role, all of manufacturer exm or of facility F-100. */
    private static final Map<Role, String> PEOPLE = new EnumMap<>(Map.of(
            Role.RELEASE_ENGINEER, "re.one",
            Role.VALIDATOR, "vv.one",
            Role.QUALITY_APPROVER, "qa.one",
            Role.AUDITOR, "insp.one",
            Role.FACILITY, "ce.one",
            Role.ADMIN, "admin"));

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();

    static Stream<Arguments> everyRowAndRole() {
        return Arrays.stream(Permission.values())
                .filter(row -> !row.isPublic())
                .flatMap(row -> Arrays.stream(Role.values()).map(role -> Arguments.of(row, role)));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyRowAndRole")
    void whenRoleIsNotInTheRowThenTheCallIsRefused(Permission row, Role role) {
        Reply reply = api.call(row.method().name(), path(row), api.token(PEOPLE.get(role)));
        boolean permitted = row.permits(actor(role));
        if (!visible(row, role)) {
            assertThat(reply.status()).isEqualTo(404);
        } else if (!permitted) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.problem()).isEqualTo("not-permitted");
        } else {
            assertThat(reply.problem()).isNotEqualTo("not-permitted");
            assertThat(reply.status()).isNotEqualTo(401).isLessThan(500);
        }
    }

    private static boolean visible(Permission row, Role role) {
        if (role == Role.FACILITY) {
            return !row.pattern().contains("{m}") || row == Permission.READ_DEVICE;
        }
        return !row.pattern().contains("{f}");
    }

    private static Actor actor(Role role) {
        return new Actor("x", "X", Set.of(role), java.util.Optional.empty(), java.util.Optional.empty());
    }

    private static String path(Permission row) {
        return row.pattern()
                .replace("{m}", "exm")
                .replace("{f}", "F-100")
                .replace("{p}", "GW2")
                .replace("{v}", "9.9.9")
                .replace("{d}", "D-NONE")
                .replace("{person}", "none.one")
                .replace("{key}", "sha256:" + "0".repeat(64))
                .replace("{approval}", "00000000-0000-7000-8000-000000000000")
                .replace("{review}", "00000000-0000-7000-8000-000000000000")
                .replace("{erasure}", "00000000-0000-7000-8000-000000000000")
                .replace("{e}", "00000000-0000-7000-8000-000000000000")
                .replace("{name}", "none.bin")
                .replace("{sha256}", "0".repeat(64))
                .replace("{role}", "GW9")
                .replace("{file}", "9.none.json")
                .replace("{index}", "999999999")
                .replace("{size}", "999999999")
                .replace("{old}", "0")
                .replace("{new}", "999999999")
                .replace("{level:[0-9]+}", "63")
                .replace("{*path}", "GW2/9.9.9/none.bin");
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void whenNobodyIsAuthenticatedThenOnlyPublicRowsAnswer(Permission row) {
        Reply reply = api.call(row.method().name(), path(row), "");
        if (!row.isPublic()) {
            assertThat(reply.status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void whenObjectBelongsToAnotherManufacturerThenItDoesNotExist(Permission row) {
        if (row.pattern().contains("{m}") && !isOfEveryLog(row)) {
            String path = path(row).replace("/exm", "/oth");
            for (String person : List.of("re.one", "vv.one", "qa.one", "insp.one")) {
                assertThat(api.call(row.method().name(), path, api.token(person))
                                .status())
                        .as(person)
                        .isEqualTo(404);
            }
        }
    }

    /** Checkpoint, hashes and proofs of a log are for the world, whoever's log it is. */
    private static boolean isOfEveryLog(Permission row) {
        return row.isPublic() && row.pattern().startsWith("/{m}/audit/");
    }

    @Test
    void whenPathIsEncodedToEscapeTheTenantThenItDoesNotExist() {
        for (String tenant : List.of("exm%2F..%2Foth", "..%2Foth", "oth%00", "exm;x=oth/../oth", "EXM")) {
            assertThat(api.call("GET", "/api/v1/manufacturers/" + tenant, api.token("re.one"))
                            .status())
                    .as(tenant)
                    .isIn(400, 404);
        }
    }

    @Test
    void whenHandlerExistsThenItHasARow() {
        Set<String> rows = Arrays.stream(Permission.values())
                .map(row -> row.method() + " " + row.pattern())
                .collect(Collectors.toSet());
        Set<String> handlers = server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternsCondition().getPatterns().stream()
                        .flatMap(pattern -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> method.name() + " " + pattern.getPatternString())))
                .filter(handler -> isOurs(handler))
                .collect(Collectors.toSet());
        assertThat(rows).containsAll(handlers);
        assertThat(handlers)
                .containsAll(rows.stream().filter(row -> isOurs(row)).toList());
    }

    /** Not the framework's. */
    private static boolean isOurs(String handler) {
        return handler.contains("/api/v1/") || handler.contains("/repository/") || handler.contains("/audit/");
    }

    @Test
    void whenPathIsUnknownThenAnAuthenticatedPersonSeesNotFound() {
        assertThat(api.get("re.one", "/api/v1/nothing").problem()).isEqualTo("not-found");
        assertThat(api.get("re.one", "/actuator/health").status()).isEqualTo(404);
        assertThat(api.call("DELETE", "/api/v1/manufacturers/exm", api.token("re.one"))
                        .problem())
                .isEqualTo("method-not-allowed");
    }
}
