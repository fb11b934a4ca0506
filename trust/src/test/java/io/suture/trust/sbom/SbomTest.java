package io.suture.trust.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Artifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SbomTest {

    private static final Path SAMPLES = Path.of("src/test/resources/fuzz/sbom");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Digest GW2 = Digest.ofHex("9dd034e8f42da10d01786613920b5d214404e85101c0a2647b7db31d8483c42f");
    private static final Digest BOOT = Digest.ofHex("546f947b47714aa5f9c930ed12ffd00a6e94159aca4ec1720783934118616e57");

    @Test
    void whenCycloneDxIsReadThenProductPartsAndSupportAreKnown() throws IOException {
        Sbom sbom = sample("sbom-gw2-3.1.1.cdx.json");
        assertThat(sbom.format()).isEqualTo(SbomFormat.CYCLONEDX);
        assertThat(sbom.version()).isEqualTo("1.6");
        assertThat(sbom.describes(GW2)).isTrue();
        assertThat(sbom.describes(BOOT)).isFalse();
        assertThat(sbom.components())
                .extracting(SbomComponent::label)
                .containsExactly("log4j-core 2.17.1", "netty-codec-http 4.1.72.Final");
        SbomReview review = new SbomReview(sbom, TODAY);
        assertThat(review.withoutSupportLevel()).isEmpty();
        assertThat(review.withoutEndOfSupport()).isEmpty();
        assertThat(review.pastEndOfSupport()).isEmpty();
        assertThat(review.missingMinimum()).containsExactly("supplier of components (2)");
    }

    @Test
    void whenSupportHasEndedThenTheComponentIsNamedFromTheNextDayOn() throws IOException {
        Sbom sbom = sample("sbom-ip200-4.2.2.cdx.json");
        LocalDate last = LocalDate.of(2023, 9, 11);
        assertThat(new SbomReview(sbom, last).pastEndOfSupport()).isEmpty();
        assertThat(new SbomReview(sbom, last.plusDays(1)).pastEndOfSupport()).containsExactly("openssl 1.1.1k");
    }

    @Test
    void whenSpdxIsReadThenItSaysTheSame() throws IOException {
        Sbom sbom = sample("document.spdx.json");
        assertThat(sbom.format()).isEqualTo(SbomFormat.SPDX);
        assertThat(sbom.describes(GW2)).isTrue();
        assertThat(sbom.describes(BOOT)).isTrue();
        assertThat(sbom.components()).extracting(SbomComponent::name).containsExactly("log4j-core", "openssl");
        SbomReview review = new SbomReview(sbom, TODAY);
        assertThat(review.withoutSupportLevel()).containsExactly("openssl 1.1.1n");
        assertThat(review.pastEndOfSupport()).containsExactly("openssl 1.1.1n");
        assertThat(review.missingMinimum()).containsExactly("supplier of components", "identifier of components");
    }

    @Test
    void whenComponentsAreNestedThenAllAreRead() throws IOException {
        Sbom sbom = sample("nested-1.4.cdx.json");
        assertThat(sbom.components()).extracting(SbomComponent::name).containsExactly("a.bin", "l", "m");
        assertThat(sbom.digests()).containsExactly(Digest.ofHex("aa" + "0".repeat(62)));
        assertThat(sbom.related()).isTrue();
    }

    @Test
    void whenPayloadIsNotDescribedThenItIsNamed() throws IOException {
        Artifact first = new Artifact("gw2.bin", 3, GW2);
        Artifact second = new Artifact("other.bin", 3, BOOT);
        byte[] bytes = Files.readAllBytes(SAMPLES.resolve("sbom-gw2-3.1.1.cdx.json"));
        assertThat(SbomReview.problems(bytes, List.of(first))).isEmpty();
        assertThat(SbomReview.problems(bytes, List.of(first, second)))
                .containsExactly(new SbomProblem.PayloadNotDescribed(second));
        assertThat(SbomReview.problems(bytes("{}"), List.of(first)))
                .singleElement()
                .isInstanceOf(SbomProblem.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>",
                "\n\t <bom/>",
                "{\"bomFormat\":\"CycloneDX\"}",
                "{\"bomFormat\":\"cyclonedx\",\"specVersion\":\"1.6\"}",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":1.6}",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.3\"}",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\"}",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":{}}",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{}]}",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"name\":\"a\",\"bom-ref\":\"r\"},"
                        + "{\"name\":\"b\",\"bom-ref\":\"r\"}]}",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"name\":\"a\",\"hashes\":"
                        + "[{\"alg\":\"SHA-256\",\"content\":\"00\"}]}]}",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"bomFormat\":\"CycloneDX\"}",
                "{\"spdxVersion\":\"SPDX-2.2\",\"SPDXID\":\"SPDXRef-DOCUMENT\",\"creationInfo\":{}}",
                "{\"spdxVersion\":\"SPDX-2.3\",\"SPDXID\":\"SPDXRef-X\",\"creationInfo\":{}}",
                "{\"spdxVersion\":\"SPDX-2.3\",\"SPDXID\":\"SPDXRef-DOCUMENT\"}",
                "{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\",\"@graph\":[]}"
            })
    void whenDocumentIsNoSupportedBillThenItIsRefused(String document) {
        assertThatThrownBy(() -> Sbom.parse(bytes(document))).isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenThereAreAsManyComponentsAsAllowedThenOneMoreIsRefused() {
        assertThat(Sbom.parse(flat(SbomLimits.COMPONENTS)).components()).hasSize(SbomLimits.COMPONENTS);
        assertThatThrownBy(() -> Sbom.parse(flat(SbomLimits.COMPONENTS + 1)))
                .hasMessageContaining("more than " + SbomLimits.COMPONENTS);
    }

    @Test
    void whenComponentsNestAsDeepAsAllowedThenOneMoreLevelIsRefused() {
        assertThat(Sbom.parse(nested(SbomLimits.NESTING)).components()).hasSize(SbomLimits.NESTING);
        assertThatThrownBy(() -> Sbom.parse(nested(SbomLimits.NESTING + 1)))
                .hasMessageContaining("nests deeper than " + SbomLimits.NESTING);
    }

    @Test
    void whenDocumentHasTheLimitThenOneByteMoreIsRefused() {
        byte[] limit = padded(SbomLimits.DOCUMENT.maxBytes());
        assertThat(Sbom.parse(limit).components()).isEmpty();
        assertThatThrownBy(() -> Sbom.parse(padded(SbomLimits.DOCUMENT.maxBytes() + 1)))
                .hasMessageContaining("larger than");
    }

    @Test
    void whenPropertyIsGivenTwiceThenTheFirstCounts() {
        Sbom sbom = Sbom.parse(cyclonedx("{\"name\":\"a\",\"properties\":["
                + "{\"name\":\"fda:softwareLevelOfSupport\",\"value\":\"abandoned\"},"
                + "{\"name\":\"fda:softwareLevelOfSupport\",\"value\":\"actively maintained\"},"
                + "{\"name\":\"fda:endOfSupport\",\"value\":\"2026-02-30\"}]}"));
        Support support = sbom.components().getFirst().support();
        assertThat(support.level()).contains("abandoned");
        assertThat(support.end()).contains("2026-02-30");
        assertThat(support.endDate()).isEmpty();
    }

    private static byte[] flat(int count) {
        return cyclonedx(
                IntStream.range(0, count).mapToObj(i -> "{\"name\":\"c\"}").collect(Collectors.joining(",")));
    }

    private static byte[] nested(int depth) {
        String inner = "{\"name\":\"c\"}";
        for (int i = 1; i < depth; i++) {
            inner = "{\"name\":\"c\",\"components\":[" + inner + "]}";
        }
        return cyclonedx(inner);
    }

    private static byte[] cyclonedx(String components) {
        return bytes("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[" + components + "]}");
    }

    private static byte[] padded(int length) {
        String document = "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"}";
        return bytes(document + " ".repeat(length - document.length()));
    }

    private static Sbom sample(String name) throws IOException {
        return Sbom.parse(Files.readAllBytes(SAMPLES.resolve(name)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
