package io.suture.cli.breakglass;

import io.suture.cli.session.Session;
import io.suture.trust.breakglass.Authorisation;
import io.suture.trust.breakglass.LiftedCheck;
import io.suture.trust.digest.Digest;
import java.util.stream.Collectors;

/** What a person reads before signing an authorisation. */
final class Shown {

    private Shown() {}

    static void confirm(Session session, Authorisation authorisation, boolean yes) {
        session.say(
                "device    " + authorisation.device().manufacturer() + "/"
                        + authorisation.device().device(),
                "release   " + authorisation.release().id() + ", manifest "
                        + authorisation.release().manifest(),
                "lifts     "
                        + authorisation.lifts().stream()
                                .map(LiftedCheck::json)
                                .sorted()
                                .collect(Collectors.joining(", ")),
                "reason    " + authorisation.reason(),
                "valid     until " + authorisation.until());
        session.confirmDigest("this authorisation", Digest.of(authorisation.toJson()), yes);
    }
}
