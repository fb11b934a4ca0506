package io.suture.cli.registry;

import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;

/** Where a person's keys are in the API. */
final class PersonKeyPath {

    private PersonKeyPath() {}

    static ApiPath keys(Session session, String person) {
        return ApiPath.ofManufacturer(session.manufacturer(), "people", person, "keys");
    }

    static ApiPath key(Session session, String person, String key, String action) {
        return keys(session, person).then(key, action);
    }
}
