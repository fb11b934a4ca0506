package io.suture.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.session.TestRun;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.CertificateAuthority;
import io.suture.trust.pki.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleKeysTest {

    private static final Path COMMITTED = Path.of("..", "keys-example");
    private static final Instant RELEASED = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void whenTheCommittedKeysAreReadThenTheFingerprintOfEachIsListedAndNoOther() throws IOException {
        assertListed(COMMITTED);
    }

    @Test
    void whenTheCommittedCertificatesAreReadThenTheyChainAndLastFifteenYears() throws Exception {
        assertChains(COMMITTED, RELEASED);
    }

    @Test
    void whenNewKeysAreMadeThenTheyAreAsCompleteAsTheCommittedOnes() throws Exception {
        assertThat(new TestRun().at(RELEASED).run("keys", "example", folder).exitCode())
                .isZero();
        assertListed(folder);
        assertChains(folder, RELEASED);
        assertThat(pemFiles(folder)).hasSameSizeAs(pemFiles(COMMITTED));
    }

    @Test
    void whenKeysAreThereThenTheyAreNotOverwritten() throws IOException {
        new TestRun().run("keys", "example", folder);
        String before = Files.readString(folder.resolve("ca-key.pem"));
        assertThat(new TestRun().run("keys", "example", folder).exitCode()).isEqualTo(2);
        assertThat(folder.resolve("ca-key.pem")).hasContent(before);
    }

    @Test
    void whenThePublicHalfOfAPersonIsReadThenItBelongsToThePrivateOne() throws IOException {
        for (String person : ExampleKeys.PEOPLE) {
            PublicKey open = PublicKey.fromPem(Files.readString(COMMITTED.resolve("people/" + person + ".pub.pem")));
            assertThat(open)
                    .isEqualTo(privateKey(COMMITTED.resolve("people/" + person + ".pem"))
                            .publicKey());
        }
    }

    private static void assertListed(Path keys) throws IOException {
        Set<String> listed =
                Files.readAllLines(keys.resolve("src/main/resources").resolve(ExampleKeys.FINGERPRINTS)).stream()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.toSet());
        Set<String> there = pemFiles(keys).stream()
                .filter(ExampleKeysTest::isPrivate)
                .map(file -> privateKey(file).publicKey().fingerprint().toString())
                .collect(Collectors.toSet());
        assertThat(there)
                .hasSize(3 + ExampleKeys.PEOPLE.size() + ExampleKeys.ROOT_KEYS + 1)
                .isEqualTo(listed);
    }

    private static void assertChains(Path keys, Instant now) throws Exception {
        X509Certificate servers = certificate(keys, "ca");
        X509Certificate devices = certificate(keys, "device-ca");
        X509Certificate server = certificate(keys, "server");
        server.verify(servers.getPublicKey());
        for (String name : List.of("ca", "device-ca")) {
            new CertificateAuthority(
                    certificate(keys, name), privateKey(keys.resolve(name + "-key.pem")), new SecureRandom());
        }
        assertThat(Certificates.publicKeyOf(server))
                .isEqualTo(privateKey(keys.resolve("server-key.pem")).publicKey());
        for (X509Certificate certificate : List.of(servers, devices, server)) {
            assertThat(certificate.getNotBefore().toInstant()).isBefore(now);
            assertThat(certificate.getNotAfter().toInstant()).isAfter(now.plus(Duration.ofDays(15 * 366)));
        }
    }

    private static boolean isPrivate(Path file) {
        try {
            return Files.readString(file).contains("PRIVATE KEY");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static X509Certificate certificate(Path keys, String name) throws IOException {
        return Certificates.parsePem(Files.readString(keys.resolve(name + ".pem")))
                .get(0);
    }

    private static SoftwareSigner privateKey(Path file) {
        try {
            return SoftwareSigner.fromPem(Files.readString(file), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> pemFiles(Path keys) throws IOException {
        try (Stream<Path> files = Files.walk(keys)) {
            return files.filter(file ->
                            file.toString().endsWith(".pem") && !file.toString().contains("target"))
                    .sorted()
                    .toList();
        }
    }
}
