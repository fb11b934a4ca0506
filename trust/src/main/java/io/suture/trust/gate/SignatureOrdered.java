package io.suture.trust.gate;

import io.suture.trust.attest.StandardPredicate;
import java.util.List;

/** If the policy wants an order to sign, enough people gave one whose other duties do not exclude it. */
final class SignatureOrdered implements Rule {

    private static final String NAME = "signature-ordered";

    @Override
    public List<Finding> apply(Case release) {
        if (!release.required(StandardPredicate.RELEASE)) {
            return List.of();
        }
        List<Evidence<StandardPredicate>> orders = release.counted(StandardPredicate.class).stream()
                .filter(order -> order.predicate().type().equals(StandardPredicate.RELEASE))
                .toList();
        List<Evidence<StandardPredicate>> independent = orders.stream()
                .filter(order -> excluding(release, order).isEmpty())
                .toList();
        if (release.enough(StandardPredicate.RELEASE, independent)) {
            return List.of(Satisfied.of(NAME, release.manifest().digest().toString(), independent));
        }
        return orders.stream()
                .filter(order -> !excluding(release, order).isEmpty())
                .<Finding>map(order -> new Blocker.SignerNotIndependent(
                        order.personId(), excluding(release, order), release.roles(StandardPredicate.RELEASE)))
                .toList();
    }

    private static List<String> excluding(Case release, Evidence<StandardPredicate> order) {
        return release.excluding(Duty.SIGNER, order.personId());
    }
}
