package io.suture.server.identity;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import java.util.Map;

/** Why a person may not sign now. */
enum StandingRefusal implements Refusal {
    DEACTIVATED("deactivated", "The person is deactivated."),
    SERVICE_ACCOUNT("service-account", "A service account signs for nobody."),
    ROLES_CHANGED("roles-changed", "The person no longer has these roles."),
    RESET_UNCONFIRMED(
            "credential-reset-unconfirmed", "The person's credentials were reset; a second person must confirm that.");

    private final String reason;
    private final String detail;

    StandingRefusal(String reason, String detail) {
        this.reason = reason;
        this.detail = detail;
    }

    @Override
    public Answer answer() {
        return Answer.of(ProblemType.MAY_NOT_SIGN, detail, Map.of("reason", reason));
    }
}
