package io.suture.server.portal;

import io.suture.server.identity.Actor;
import io.suture.server.problem.Refusal;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.result.view.Rendering;

/** Makes pages: server-rendered, nothing inline, nothing from elsewhere, never cached. */
final class Page {

    /** Scripts and styles come from this server as files; no frame, no form to elsewhere. */
    static final String POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'none'; require-trusted-types-for 'script'";

    /** With the API's {@code no-referrer} a browser would hide the origin of a form, which {@code SameOrigin} asks for. */
    private static final String REFERRER = "same-origin";

    private Page() {}

    /** Return a page for a person who is signed in. */
    static Rendering of(String template, Actor actor, Map<String, ?> model) {
        return rendering(template, HttpStatus.OK)
                .modelAttribute("actor", actor)
                .model(model)
                .build();
    }

    /** Return a page for anybody. */
    static Rendering open(String template, Map<String, ?> model) {
        return rendering(template, HttpStatus.OK).model(model).build();
    }

    /** Return a page for anybody that says why the server did not do what was asked. */
    static Rendering refused(String template, Refusal refusal, Map<String, ?> model) {
        return rendering(template, refusal.type().status())
                .model(model)
                .modelAttribute("refused", refusal.detail())
                .build();
    }

    private static Rendering.Builder<?> rendering(String template, HttpStatus status) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("Referrer-Policy", REFERRER);
        headers.setCacheControl(CacheControl.noStore());
        return Rendering.view("portal/" + template).status(status).headers(headers);
    }
}
