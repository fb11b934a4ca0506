package io.suture.server.evidence;

import io.suture.server.identity.Role;
import io.suture.server.problem.Fields;
import io.suture.server.problem.Reason;
import io.suture.trust.attest.Meaning;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants to sign (21 CFR 11.50).
 *
 * @param meaning what the signature means
 * @param role in which role the person signs
 * @param reason why
 * @param method with what
 */
public record ApprovalRequest(Meaning meaning, Role role, String reason, Method method) {

    /** How the signature is made. */
    public enum Method {
        KEY,
        PASSKEY;

        /** Return the name in requests. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Check a request. */
    public static ApprovalRequest of(
            @Nullable String meaning, @Nullable String role, @Nullable String reason, @Nullable String method) {
        return new ApprovalRequest(
                meaning(Fields.required("meaning", meaning)),
                Role.of(Fields.required("role", role)).orElseThrow(() -> Fields.invalid("role", "is unknown")),
                Reason.checked(reason),
                method(Fields.required("method", method)));
    }

    private static Meaning meaning(String word) {
        return Arrays.stream(Meaning.values())
                .filter(meaning -> meaning.json().equals(word))
                .findFirst()
                .orElseThrow(() -> Fields.invalid("meaning", "must be authorship, review, approval or responsibility"));
    }

    private static Method method(String code) {
        return Arrays.stream(Method.values())
                .filter(method -> method.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Fields.invalid("method", "must be key or passkey"));
    }
}
