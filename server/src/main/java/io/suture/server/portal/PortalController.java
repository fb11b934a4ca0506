package io.suture.server.portal;

import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.identity.PersonKeyRecord;
import io.suture.server.identity.PersonKeys;
import io.suture.server.release.Releases;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** The list of releases, one's own passkeys. */
@Controller
class PortalController {

    private final Releases releases;
    private final PersonKeys keys;

    PortalController(Releases releases, PersonKeys keys) {
        this.releases = releases;
        this.keys = keys;
    }

    /** People without a manufacturer have nothing to sign here. */
    @GetMapping("/portal")
    Rendering home(@Acting Actor actor) {
        return actor.manufacturer()
                .map(manufacturer -> Rendering.redirectTo("/portal/manufacturers/" + manufacturer + "/releases")
                        .build())
                .orElseGet(() -> Page.of("home", actor, Map.of()));
    }

    @GetMapping("/portal/manufacturers/{m}/releases")
    Mono<Rendering> list(@Acting Actor actor, @PathVariable("m") String manufacturer) {
        return releases.list(manufacturer)
                .map(ReleaseRow::of)
                .collectList()
                .map(rows -> Page.of("releases", actor, Map.of("manufacturer", manufacturer, "releases", rows)));
    }

    @GetMapping("/portal/passkeys")
    Mono<Rendering> passkeys(@Acting Actor actor) {
        return keys.of(actor.id())
                .map(KeyRow::of)
                .collectList()
                .map(rows -> Page.of("passkeys", actor, Map.of("keys", rows, "registration", registration(actor))));
    }

    /** Where the page registers a passkey; people without a manufacturer register none. */
    private static List<String> registration(Actor actor) {
        return actor.manufacturer()
                .map(manufacturer ->
                        List.of("/api/v1/manufacturers/" + manufacturer + "/people/" + actor.id() + "/passkeys"))
                .orElse(List.of());
    }

    /** A key on the page. */
    record KeyRow(String fingerprint, String kind, String state, String since) {

        static KeyRow of(PersonKeyRecord key) {
            return new KeyRow(
                    key.fingerprint().toString(),
                    key.kind(),
                    key.state().code(),
                    key.registeredAt().toString());
        }
    }
}
