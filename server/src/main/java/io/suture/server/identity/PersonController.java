package io.suture.server.identity;

import io.suture.server.problem.Reason;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Changes one person. */
@RestController
@RequestMapping("/api/v1/people/{person}")
class PersonController {

    private final PeopleChanges changes;
    private final CredentialResets resets;

    PersonController(PeopleChanges changes, CredentialResets resets) {
        this.changes = changes;
        this.resets = resets;
    }

    /** Which roles, and why. */
    record NewRoles(@Nullable List<String> roles, @Nullable String reason) {}

    @Operation(summary = "Give a person other roles; effective at the person's next request")
    @PostMapping("/roles")
    Mono<PersonView> setRoles(@Acting Actor actor, @PathVariable("person") String person, @RequestBody NewRoles body) {
        Set<Role> roles = RoleRules.parse(body.roles());
        return changes.setRoles(actor, person, roles, Reason.checked(body.reason()))
                .map(PersonView::of);
    }

    @Operation(summary = "Deactivate a person for good; effective at the person's next request")
    @PostMapping("/deactivation")
    Mono<PersonView> deactivate(@Acting Actor actor, @PathVariable("person") String person, @RequestBody Reason body) {
        return changes.deactivate(actor, person, body.checked()).map(PersonView::of);
    }

    @Operation(summary = "Confirm as the second person that new credentials reached the right one")
    @PostMapping("/credential-reset/confirmation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> confirmReset(@Acting Actor actor, @PathVariable("person") String person) {
        return resets.confirm(actor, person);
    }
}
