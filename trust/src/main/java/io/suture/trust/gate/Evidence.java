package io.suture.trust.gate;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.digest.Digest;

/** An authenticated statement about the manifest: the named person signed it with a usable key. */
record Evidence<T extends HumanPredicate>(Digest digest, T predicate, Person person) {

    String personId() {
        return person.id();
    }
}
