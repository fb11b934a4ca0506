package io.suture.trust.evidence;

import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.pki.Certificates;
import io.suture.trust.release.Documents;
import io.suture.trust.release.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Receipts: of this release, signed by devices that were enrolled with that key, and logged. */
final class ReceiptChecks {

    private static final String FOLDER = "receipts/";
    private static final String SUFFIX = ".json";

    private final Checks checks;
    private final PackageFiles files;
    private final Fact<Manifest> manifest;
    private final Fact<List<LoggedEntry>> entries;

    ReceiptChecks(Checks checks, PackageFiles files, Fact<Manifest> manifest, Fact<List<LoggedEntry>> entries) {
        this.checks = checks;
        this.files = files;
        this.manifest = manifest;
        this.entries = entries;
    }

    /** A receipt as the package holds it. */
    private record Held(
            String event, Digest file, Envelope envelope, Statement statement, InstallationReceipt receipt) {

        Digest about() {
            return statement.subjects().getFirst().digest();
        }
    }

    void run() {
        Fact<Disclosures> disclosures = checks.run(
                "disclosures-match",
                () -> Disclosures.read(files, entries.get()),
                found -> found.size() + " disclosed sections match their commitments");
        Fact<List<Held>> receipts = checks.run("receipts-readable", this::receipts, list -> list.size() + " receipts");
        checks.run("receipts-name-manifest", () -> nameManifest(receipts.get(), manifest.get()));
        checks.run("receipts-signed-by-device", () -> signed(receipts.get(), disclosures.get()));
        checks.run("receipts-logged", () -> logged(receipts.get(), disclosures.get()));
    }

    private List<Held> receipts() {
        List<String> names = files.under("receipts");
        if (names.isEmpty()) {
            accepted().forEach(entry -> requireHeld(entry, List.of()));
            throw new OpenCheck("the package has no receipt");
        }
        return names.stream().map(this::receipt).toList();
    }

    private Held receipt(String name) {
        byte[] bytes = files.require(name);
        Envelope envelope = Envelope.parse(bytes);
        Statement statement = Statement.parse(envelope.payload());
        if (!name.endsWith(SUFFIX) || !(Predicate.of(statement) instanceof InstallationReceipt receipt)) {
            throw new FailedCheck(name + " is no installation receipt");
        }
        String event = name.substring(FOLDER.length(), name.length() - SUFFIX.length());
        return new Held(event, Digest.of(bytes), envelope, statement, receipt);
    }

    private static String nameManifest(List<Held> receipts, Manifest manifest) {
        for (Held held : receipts) {
            if (!held.receipt().fits(held.statement(), manifest.digest())
                    || !held.receipt().release().equals(manifest.id())) {
                throw new FailedCheck(
                        "receipt " + held.event() + " is of another release",
                        manifest.id() + ", manifest " + manifest.digest(),
                        held.receipt().release() + ", manifest " + held.about());
            }
        }
        return receipts.size() + " receipts are about this release; what was installed is this manifest";
    }

    private String signed(List<Held> receipts, Disclosures disclosures) {
        List<String> open = new ArrayList<>();
        for (Held held : receipts) {
            String device = held.receipt().device();
            Set<Digest> enrolled = enrolledKeys(device, disclosures);
            Optional<byte[]> certificates = files.find("devices/" + device + ".pem");
            if (enrolled.isEmpty() || certificates.isEmpty()) {
                open.add(held.event());
            } else {
                requireSigned(held, enrolled, keys(certificates.get()));
            }
        }
        if (!open.isEmpty()) {
            throw new OpenCheck((receipts.size() - open.size()) + " of " + receipts.size()
                    + " receipts verified; no certificate or no disclosed enrolment for " + String.join(", ", open));
        }
        return receipts.size() + " of " + receipts.size()
                + " receipts are signed by the key their device was enrolled with";
    }

    private static void requireSigned(Held held, Set<Digest> enrolled, List<PublicKey> certified) {
        List<PublicKey> keys = certified.stream()
                .filter(key -> enrolled.contains(key.fingerprint()))
                .toList();
        if (keys.isEmpty()) {
            throw new FailedCheck(
                    "the certificate of " + held.receipt().device() + " is of a key never enrolled",
                    joined(enrolled.stream()),
                    joined(certified.stream().map(PublicKey::fingerprint)));
        }
        if (!held.envelope().payloadType().equals(Statement.PAYLOAD_TYPE)
                || held.envelope().verifiedBy(keys).isEmpty()) {
            throw new FailedCheck(
                    "receipt " + held.event() + " is not signed by the device that it names",
                    held.receipt().device() + " with key "
                            + joined(keys.stream().map(PublicKey::fingerprint)),
                    "no signature of that key");
        }
    }

    private static String joined(Stream<Digest> digests) {
        return digests.map(Digest::toString).sorted().collect(Collectors.joining(" or "));
    }

    private Set<Digest> enrolledKeys(String device, Disclosures disclosures) {
        return entries.get().stream()
                .filter(entry -> entry.is("device.enrolled"))
                .map(disclosures::detail)
                .flatMap(Optional::stream)
                .filter(detail -> detail.string("device").equals(device))
                .map(detail -> Documents.digest(detail, "key"))
                .collect(Collectors.toSet());
    }

    private static List<PublicKey> keys(byte[] pem) {
        return Certificates.parsePem(new String(pem, StandardCharsets.UTF_8)).stream()
                .map(Certificates::publicKeyOf)
                .toList();
    }

    /** Every receipt has its entry, and every entry its receipt: none added, none taken away. */
    private String logged(List<Held> receipts, Disclosures disclosures) {
        List<LoggedEntry> accepted = accepted();
        for (LoggedEntry entry : accepted) {
            requireHeld(entry, receipts);
        }
        for (Held held : receipts) {
            LoggedEntry entry = accepted.stream()
                    .filter(candidate -> candidate.entry().id().equals(held.event()))
                    .findFirst()
                    .orElseThrow(() -> new FailedCheck("receipt " + held.event() + " is not in the log"));
            requireCommitted(held, disclosures.detail(entry));
        }
        return receipts.size() + " receipts are the ones in the log, none is missing";
    }

    private List<LoggedEntry> accepted() {
        return entries.get().stream()
                .filter(entry -> entry.is("receipt.accepted"))
                .toList();
    }

    private static void requireHeld(LoggedEntry entry, List<Held> receipts) {
        String event = entry.entry().id();
        if (receipts.stream().noneMatch(held -> held.event().equals(event))) {
            throw new FailedCheck("the receipt of event " + event + " is missing");
        }
    }

    private static void requireCommitted(Held held, Optional<JsonObject> detail) {
        JsonObject disclosed = detail.orElseThrow(
                () -> new OpenCheck("the log entry of receipt " + held.event() + " is not disclosed"));
        Digest logged = Documents.digest(disclosed, "receipt");
        if (!logged.equals(held.file())) {
            throw new FailedCheck("receipt " + held.event() + " is not the one that was logged", logged, held.file());
        }
    }
}
