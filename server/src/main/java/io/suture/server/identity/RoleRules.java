package io.suture.server.identity;

import io.suture.server.problem.Fields;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which roles go together with what a person belongs to. */
final class RoleRules {

    private static final String FIELD = "roles";
    private static final Set<Role> OF_A_MANUFACTURER =
            EnumSet.of(Role.RELEASE_ENGINEER, Role.VALIDATOR, Role.QUALITY_APPROVER);

    /** A program neither judges nor administers: these roles only it may have. */
    private static final Set<Role> OF_A_SERVICE = EnumSet.of(Role.RELEASE_ENGINEER, Role.VALIDATOR, Role.AUDITOR);

    private RoleRules() {}

    /** Return the roles of these names. */
    static Set<Role> parse(@Nullable List<String> names) {
        return Fields.list(FIELD, names).stream()
                .map(name -> Role.of(name).orElseThrow(() -> Fields.invalid(FIELD, "names an unknown role")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Return the person if the roles are ones that it may have. */
    static Person check(Person person) {
        Actor actor = person.actor();
        if (actor.manufacturer().isEmpty() && actor.roles().stream().anyMatch(OF_A_MANUFACTURER::contains)) {
            throw Fields.invalid("manufacturer", "is missing for these roles");
        }
        if (actor.facility().isEmpty() == actor.has(Role.FACILITY)) {
            throw Fields.invalid("facility", "belongs to the role 'facility' and to no other");
        }
        if (person.kind() == Person.Kind.SERVICE && !OF_A_SERVICE.containsAll(actor.roles())) {
            throw Fields.invalid(FIELD, "are not for a service account");
        }
        return person;
    }
}
