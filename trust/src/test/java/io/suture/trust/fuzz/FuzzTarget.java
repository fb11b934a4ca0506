package io.suture.trust.fuzz;

import static io.suture.trust.fuzz.Property.read;
import static io.suture.trust.fuzz.Property.same;

import io.suture.trust.attest.EvidenceFile;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.breakglass.Authorisation;
import io.suture.trust.breakglass.BreakGlassException;
import io.suture.trust.breakglass.BreakGlassPolicy;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.director.DirectorPolicy;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.dsse.TestAuthenticator;
import io.suture.trust.dsse.WebAuthn;
import io.suture.trust.evidence.ArchiveBytes;
import io.suture.trust.evidence.ArchiveLimits;
import io.suture.trust.evidence.PackageArchive;
import io.suture.trust.gate.EvidenceLog;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.BundlePath;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.EntryBundle;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.NoteKey;
import io.suture.trust.log.PolicyFile;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TlogProof;
import io.suture.trust.log.timestamp.StatedTimestamp;
import io.suture.trust.log.timestamp.TimestampException;
import io.suture.trust.pki.CertificateRequest;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.PkiException;
import io.suture.trust.release.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Each parser that reads bytes from elsewhere, with what must hold for any bytes. */
enum FuzzTarget {
    JSON(JsonProperties::check),
    TUF_ROOT(bytes -> TufProperties.check("root", bytes)),
    TUF_TIMESTAMP(bytes -> TufProperties.check("timestamp", bytes)),
    TUF_SNAPSHOT(bytes -> TufProperties.check("snapshot", bytes)),
    TUF_TARGETS(bytes -> TufProperties.check("targets", bytes)),
    TUF_DIFFERENCE(TufProperties::checkDifference),
    TUF_KEY(KeyProperties::tufKey),
    PATH_PATTERN(TufProperties::checkPatterns),
    PEM(KeyProperties::pem),
    PUBLIC_KEY(KeyProperties::publicKey),
    PRIVATE_KEY(KeyProperties::privateKey),
    SIGNATURE(KeyProperties::signature),
    CERTIFICATE_REQUEST(bytes -> read(() -> CertificateRequest.verify(text(bytes)), Set.of(PkiException.class))
            .isPresent()),
    CERTIFICATE(bytes -> read(() -> Certificates.parsePem(text(bytes)), Set.of(PkiException.class))
            .ifPresent(read -> same(Certificates.parsePem(Certificates.toPem(read)), read, "PEM is stable"))),
    ENVELOPE(document(Envelope::parse, Envelope::toJson)),
    EVIDENCE_FILE(document(EvidenceFile::parse, EvidenceFile::format)),
    STATEMENT(bytes -> read(() -> Statement.parse(bytes), Set.of(MalformedDocumentException.class))
            .ifPresent(FuzzTarget::statement)),
    EVIDENCE_LOG(document(EvidenceLog::parse, EvidenceLog::toJson)),
    WEBAUTHN(FuzzTarget::assertion),
    MANIFEST(document(Manifest::parse, Manifest::toJson)),
    RELEASE_POLICY(document(ReleasePolicy::parse, ReleasePolicy::toJson)),
    PEOPLE(document(People::parse, People::toJson)),
    LOG_POLICY(document(LogPolicy::parse, LogPolicy::toJson)),
    BREAK_GLASS_POLICY(document(BreakGlassPolicy::parse, BreakGlassPolicy::toJson)),
    BREAK_GLASS(bytes -> read(
                    () -> Authorisation.claimedBy(unsigned(Authorisation.PAYLOAD_TYPE, bytes)),
                    Set.of(MalformedDocumentException.class, BreakGlassException.class))
            .ifPresent(FuzzTarget::authorisation)),
    DIRECTOR_POLICY(document(DirectorPolicy::parse, DirectorPolicy::toJson)),
    ASSIGNMENT(bytes -> read(
                    () -> AssignmentStatement.claimedBy(unsigned(AssignmentStatement.PAYLOAD_TYPE, bytes)),
                    Set.of(MalformedDocumentException.class))
            .isPresent()),
    SIGNED_NOTE(logText(note -> SignedNote.parse(note).format(), Function.identity())),
    CHECKPOINT(logText(Checkpoint::parse, Checkpoint::format)),
    NOTE_KEY(logText(NoteKey::parse, NoteKey::vkey)),
    TILE_PATH(logText(TilePath::parse, TilePath::toString)),
    BUNDLE_PATH(logText(BundlePath::parse, BundlePath::toString)),
    ENTRY_BUNDLE(FuzzTarget::entryBundle),
    TLOG_PROOF(log(TlogProof::parse, TlogProof::toBytes)),
    CONSISTENCY_PROOF(log(ConsistencyProof::parse, ConsistencyProof::toBytes)),
    AUDIT_ENTRY(log(AuditEntry::parse, AuditEntry::toJson)),
    TLOG_POLICY(bytes ->
            read(() -> PolicyFile.parse(bytes), Set.of(LogException.class)).ifPresent(FuzzTarget::policyFile)),
    TIMESTAMP(bytes -> read(() -> StatedTimestamp.parse(bytes), Set.of(TimestampException.class))
            .isPresent()),
    PACKAGE(bytes -> PackageArchive.read(ArchiveBytes.of(bytes), ArchiveLimits.DEFAULT)
            .exportedAt()
            .isPresent()),
    SBOM(ReportProperties::sbom),
    TEST_REPORT(ReportProperties::testReport);

    private static final TestAuthenticator PASSKEY = TestAuthenticator.generate();

    private final Consumer<byte[]> properties;

    FuzzTarget(Consumer<byte[]> properties) {
        this.properties = properties;
    }

    /** Throw if a property does not hold for the bytes. */
    void check(byte[] bytes) {
        properties.accept(bytes);
    }

    /** Return the name of the corpus folder. */
    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Envelope unsigned(String payloadType, byte[] payload) {
        return new Envelope(payloadType, payload, List.of(new Envelope.Signature("", new byte[0])));
    }

    private static <T> Consumer<byte[]> document(Function<byte[], T> parser, Function<T, byte[]> writer) {
        return stable(parser, writer, Set.of(MalformedDocumentException.class));
    }

    private static <T> Consumer<byte[]> log(Function<byte[], T> parser, Function<T, byte[]> writer) {
        return stable(parser, writer, Set.of(LogException.class));
    }

    private static <T> Consumer<byte[]> logText(Function<String, T> parser, Function<T, String> writer) {
        return stable(
                bytes -> parser.apply(text(bytes)),
                read -> writer.apply(read).getBytes(StandardCharsets.UTF_8),
                Set.of(LogException.class));
    }

    /** Reading, writing and reading again gives the same, in the same bytes. */
    private static <T> Consumer<byte[]> stable(
            Function<byte[], T> parser, Function<T, byte[]> writer, Set<Class<? extends RuntimeException>> declared) {
        return bytes -> read(() -> parser.apply(bytes), declared).ifPresent(first -> {
            byte[] written = writer.apply(first);
            T second = parser.apply(written);
            same(second, first, "what is written reads back");
            same(text(writer.apply(second)), text(written), "writing is stable");
        });
    }

    /** Any bytes as what a browser saw: never taken for a signature of something else, and no exception. */
    private static void assertion(byte[] bytes) {
        byte[] authenticatorData = Arrays.copyOf(bytes, Math.min(bytes.length, 64));
        read(() -> new WebAuthn(authenticatorData, bytes), Set.of(MalformedDocumentException.class))
                .ifPresent(read -> {
                    Envelope envelope =
                            new Envelope("x", bytes, List.of(new Envelope.Signature("", bytes, Optional.of(read))));
                    same(
                            envelope.verifiedByPasskey(PASSKEY.publicKey(), TestAuthenticator.PASSKEY),
                            false,
                            "no signature");
                    same(Envelope.parse(envelope.toJson()), envelope, "an assertion reads back");
                });
    }

    private static void authorisation(Authorisation read) {
        same(
                Authorisation.claimedBy(unsigned(Authorisation.PAYLOAD_TYPE, read.toJson())),
                read,
                "an authorisation reads back");
    }

    /** The first byte is the bundle's width, less one. */
    private static void entryBundle(byte[] bytes) {
        int width = bytes.length == 0 ? 1 : Byte.toUnsignedInt(bytes[0]) + 1;
        byte[] bundle = Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length);
        read(() -> EntryBundle.parse(new BundlePath(0, width), bundle), Set.of(LogException.class))
                .ifPresent(entries -> {
                    same(entries.size(), width, "as many entries as the path says");
                    same(Arrays.equals(EntryBundle.format(entries), bundle), true, "every byte belongs to an entry");
                });
    }

    /** Of each log that a file names there is a policy, whatever else the file says. */
    private static void policyFile(PolicyFile file) {
        file.logs().keySet().forEach(key -> same(file.of(key.name()).origin(), key.name(), "a policy of a named log"));
    }

    private static void statement(Statement statement) {
        Set<Class<? extends RuntimeException>> declared = Set.of(MalformedDocumentException.class);
        read(statement::toJson, declared)
                .ifPresent(bytes -> same(Statement.parse(bytes), statement, "a statement reads back"));
        read(() -> Predicate.of(statement), declared).ifPresent(predicate -> {
            Statement again = new Statement(statement.subjects(), predicate.type(), predicate.toJson());
            same(Predicate.of(again), predicate, "a predicate reads back");
        });
    }
}
