package io.suture.trust.gate;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.digest.Digest;
import java.util.List;

/** An authenticated statement about the manifest: the named person signed it, with usable keys of these kinds. */
record Evidence<T extends HumanPredicate>(Digest digest, T predicate, Person person, List<SigningMethod> methods) {

    String personId() {
        return person.id();
    }
}
