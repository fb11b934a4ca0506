package io.suture.server.evidence;

import io.suture.server.release.Release;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import io.suture.trust.release.Manifest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Which files a statement names, and which of them are absent: the in-toto resource descriptors of its predicate's
 * {@code files}, {@code configuration} and {@code references}. Files of the release itself are present by its manifest.
 * Predicates that the product does not know may use the same names for other things and are not looked into.
 */
@Component
class NamedFiles {

    private static final List<String> MEMBERS = List.of("files", "configuration", "references");
    private static final List<String> KNOWN = List.of("urn:suture:predicate:", "https://in-toto.io/attestation/");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final EvidenceFileTable table;

    NamedFiles(EvidenceFileTable table) {
        this.table = table;
    }

    /** Return the refusal of a statement that names an absent file; empty when all are there. */
    Mono<EvidenceFileRefusal> absent(Release release, Statement statement) {
        Set<Digest> named = named(statement);
        named.removeAll(own(release.frozen().manifest()));
        if (named.isEmpty()) {
            return Mono.empty();
        }
        if (named.size() > EvidenceFileLimits.NAMED) {
            return Mono.just(new EvidenceFileRefusal.TooManyNamed(EvidenceFileLimits.NAMED));
        }
        return table.present(release.manufacturer(), named)
                .doOnNext(named::remove)
                .then(Mono.fromSupplier(() -> List.copyOf(named)))
                .filter(missing -> !missing.isEmpty())
                .map(EvidenceFileRefusal.Missing::new);
    }

    private static List<Digest> own(Manifest manifest) {
        return Stream.concat(manifest.payloads().stream(), Stream.of(manifest.sbom()))
                .map(artifact -> artifact.digest())
                .toList();
    }

    static Set<Digest> named(Statement statement) {
        Set<Digest> named = new LinkedHashSet<>();
        if (KNOWN.stream().anyMatch(statement.predicateType()::startsWith)) {
            MEMBERS.stream()
                    .flatMap(member -> elements(statement.predicate(), member))
                    .flatMap(descriptor -> sha256(descriptor).stream())
                    .forEach(named::add);
        }
        return named;
    }

    private static Stream<JsonValue> elements(JsonObject predicate, String member) {
        return predicate.members().get(member) instanceof JsonArray array ? array.elements().stream() : Stream.empty();
    }

    private static Optional<Digest> sha256(JsonValue descriptor) {
        return descriptor instanceof JsonObject object
                        && object.members().get("digest") instanceof JsonObject digests
                        && digests.members().get("sha256") instanceof JsonString hex
                        && HEX.matcher(hex.value()).matches()
                ? Optional.of(Digest.ofHex(hex.value()))
                : Optional.empty();
    }
}
