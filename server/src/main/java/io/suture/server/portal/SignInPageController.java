package io.suture.server.portal;

import io.suture.server.identity.AccountDesk;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;

/** The page on which one signs in: with a passkey, and with a local account where there are any. */
@Controller
class SignInPageController {

    /** Set after an account was activated. */
    static final String ACTIVATED = "activated";

    private final boolean local;

    SignInPageController(ObjectProvider<AccountDesk> desk) {
        this.local = desk.getIfAvailable() != null;
    }

    @GetMapping("/portal/sign-in")
    Rendering show(@RequestParam(name = ACTIVATED, defaultValue = "false") boolean activated) {
        return Page.open("sign-in", Map.of("local", local, ACTIVATED, activated));
    }
}
