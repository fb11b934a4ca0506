package io.suture.server.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may be; the same names stand in tokens and in {@code people.json}. */
public enum Role {
    RELEASE_ENGINEER,
    VALIDATOR,
    QUALITY_APPROVER,
    AUDITOR,
    FACILITY,
    ADMIN;

    /** Return the name in documents, for example {@code quality-approver}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Return the role of this name. */
    public static Optional<Role> of(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}
