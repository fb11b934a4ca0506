package io.suture.cli.keys;

import io.suture.cli.session.LocalFiles;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.CertificateAuthority;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.Validity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The example set: everything a demonstration signs or authenticates with, and the list of its fingerprints. */
final class ExampleKeys {

    /** Where the fingerprints lie, as a file of the Maven module and as a resource of its jar. */
    static final String FINGERPRINTS = "io/suture/keys/example-fingerprints.txt";

    /** The people of the sample data, and the administrator. */
    static final List<String> PEOPLE =
            List.of("admin", "re.one", "vv.one", "qa.one", "psirt.one", "sec.one", "ce.one", "insp.one");

    static final int ROOT_KEYS = 3;

    private static final int YEARS = 20;
    private static final List<String> SERVER_NAMES = List.of("localhost", "127.0.0.1", "::1");

    private final Validity validity;
    private final SecureRandom random;
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Map<String, String> open = new LinkedHashMap<>();
    private final Map<String, PublicKey> made = new LinkedHashMap<>();

    ExampleKeys(Instant now, SecureRandom random) {
        Instant end = now.atZone(ZoneOffset.UTC).plusYears(YEARS).toInstant();
        this.validity = new Validity(now.minusSeconds(24 * 3600), end);
        this.random = random;
    }

    /** Writes the set and returns the number of files. */
    int write(Path directory) {
        make();
        secrets.keySet().forEach(name -> LocalFiles.requireAbsent(directory.resolve(name)));
        secrets.forEach((name, pem) -> LocalFiles.writeSecret(directory.resolve(name), pem));
        open.forEach((name, text) -> LocalFiles.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
        return secrets.size() + open.size();
    }

    private void make() {
        CertificateAuthority servers = authority("Suture example server CA", "ca");
        PublicKey server = key("server-key.pem", KeyAlgorithm.ECDSA_P256);
        open.put("server.pem", Certificates.toPem(servers.issueServer(server, SERVER_NAMES, validity)));
        authority("Suture example device CA", "device-ca");
        PEOPLE.forEach(this::person);
        for (int i = 1; i <= ROOT_KEYS; i++) {
            key("root/root-" + i + ".pem", KeyAlgorithm.ED25519);
        }
        key("policy/policy-1.pem", KeyAlgorithm.ED25519);
        open.put("src/main/resources/" + FINGERPRINTS, fingerprints());
    }

    private CertificateAuthority authority(String name, String file) {
        SoftwareSigner key = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, random);
        keep(file + "-key.pem", key);
        CertificateAuthority authority = CertificateAuthority.selfSigned(name, key, validity, random);
        open.put(file + ".pem", Certificates.toPem(authority.certificate()));
        return authority;
    }

    private void person(String id) {
        PublicKey key = key("people/" + id + ".pem", KeyAlgorithm.ECDSA_P256);
        open.put("people/" + id + ".pub.pem", key.toPem());
    }

    private PublicKey key(String file, KeyAlgorithm algorithm) {
        return keep(file, SoftwareSigner.generate(algorithm, random));
    }

    private PublicKey keep(String file, SoftwareSigner key) {
        secrets.put(file, key.toPem());
        made.put(file, key.publicKey());
        return key.publicKey();
    }

    private String fingerprints() {
        String header = "# SHA-256 of the SubjectPublicKeyInfo of every example key; refused outside demo mode.\n";
        return made.entrySet().stream()
                .map(e -> "# " + e.getKey() + "\n" + e.getValue().fingerprint() + "\n")
                .collect(Collectors.joining("", header, ""));
    }
}
