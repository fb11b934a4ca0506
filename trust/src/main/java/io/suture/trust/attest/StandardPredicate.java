package io.suture.trust.attest;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A claim of a type that others defined (in-toto attestation predicates, CycloneDX, SPDX), signed by a person: it carries
 * the three members of our signature block beside its own, which readers of the standard ignore.
 *
 * @param type the predicate type, a URI
 * @param signature who signed
 * @param json all members
 */
public record StandardPredicate(String type, SignatureBlock signature, JsonObject json) implements HumanPredicate {

    /** Results of tests. */
    public static final String TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";

    /** Results of a vulnerability scan. */
    public static final String VULNS = "https://in-toto.io/attestation/vulns/v0.2";

    /** Documents that belong to the release. */
    public static final String REFERENCE = "https://in-toto.io/attestation/reference/v0.1";

    /** Properties that somebody verified. */
    public static final String SVR = "https://in-toto.io/attestation/svr/v0.2";

    /** The order to sign a release. */
    public static final String RELEASE = "https://in-toto.io/attestation/release/v0.1";

    /** A bill of materials in the SPDX form. */
    public static final String SPDX = "https://spdx.dev/Document/v2.3";

    private static final Set<String> TYPES = Set.of(TEST_RESULT, VULNS, REFERENCE, SVR, RELEASE, SPDX);
    private static final Pattern CYCLONE_DX = Pattern.compile("https://cyclonedx\\.org/bom(/v1\\.[0-9]{1,2})?");

    /** Return whether the type is one of these. */
    public static boolean isStandard(String type) {
        return TYPES.contains(type) || CYCLONE_DX.matcher(type).matches();
    }

    /** Return the claim if a person signed it; without the signature block it is kept and shown, never counted. */
    static Optional<Predicate> of(String type, JsonObject json) {
        boolean signed = json.has("signedBy") && json.has("printedName") && json.has("signedAt");
        return isStandard(type) && signed
                ? Optional.of(new StandardPredicate(type, SignatureBlock.of(json), json))
                : Optional.empty();
    }

    /** Return whether the claim is one of success; of the kinds, only test results can say otherwise. */
    public boolean passes() {
        return !type.equals(TEST_RESULT)
                || json.findString("result").filter("PASSED"::equals).isPresent();
    }

    /** Return whether it names the file with that digest among its references. */
    public boolean refersTo(Digest digest) {
        return json.members().get("references") instanceof JsonArray references
                && references.elements().stream().anyMatch(reference -> names(reference, digest));
    }

    private static boolean names(JsonValue reference, Digest digest) {
        return reference instanceof JsonObject descriptor
                && descriptor.members().get("digest") instanceof JsonObject digests
                && digests.members().get("sha256") instanceof JsonString hex
                && hex.value().equals(digest.hex());
    }

    @Override
    public JsonObject toJson() {
        return json;
    }
}
