package io.suture.server.fleet;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.fleet.FleetRefusal.NoReceipt;
import io.suture.server.fleet.FleetRefusal.OtherDevice;
import io.suture.server.problem.RefusedException;
import io.suture.server.release.Release;
import io.suture.server.release.Releases;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.InstallationReceipt.Result;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.PublicKey;
import io.suture.trust.pki.Certificates;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Accepts what devices say about installations: signed by the device's own key, each attempt once. */
public final class Receipts {

    private final DeviceTable devices;
    private final ReceiptTable receipts;
    private final Releases releases;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Scheduler blocking;

    Receipts(
            DeviceTable devices,
            ReceiptTable receipts,
            Releases releases,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock,
            Scheduler blocking) {
        this.devices = devices;
        this.receipts = receipts;
        this.releases = releases;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.blocking = blocking;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Parsed(byte[] bytes, Envelope envelope, Statement statement, InstallationReceipt receipt) {}

    /** Store a receipt and return the id of its audit event; the same attempt again returns the first one's. */
    public Mono<UUID> accept(Device sender, byte[] envelope) {
        return Mono.fromCallable(() -> parse(sender, envelope))
                .subscribeOn(blocking)
                .flatMap(parsed -> devices.lock(sender.manufacturer(), sender.id())
                        .flatMap(stored -> accept(stored, parsed))
                        .as(transaction::transactional)
                        .onErrorResume(RefusedException.class, refused -> refuse(sender, parsed, refused)));
    }

    /** Return the receipts about a release, oldest first. */
    public Flux<StoredReceipt> of(String manufacturer, String product, String version) {
        return receipts.of(manufacturer, product, version);
    }

    /** Return the sizes of the log that devices stored with what they run, as far as their receipts say. */
    public Flux<Long> seenLogSizes(String manufacturer) {
        return receipts.seenLogSizes(manufacturer);
    }

    private static Parsed parse(Device sender, byte[] bytes) {
        try {
            Envelope envelope = Envelope.parse(bytes);
            Statement statement = Statement.parse(envelope.payload());
            if (!envelope.payloadType().equals(Statement.PAYLOAD_TYPE)
                    || !(Predicate.of(statement) instanceof InstallationReceipt receipt)) {
                throw new NoReceipt("it is no installation receipt").refused();
            }
            if (!receipt.device().equals(sender.id()) || !receipt.manufacturer().equals(sender.manufacturer())) {
                throw new OtherDevice(receipt.device()).refused();
            }
            return new Parsed(bytes, envelope, statement, receipt);
        } catch (MalformedDocumentException e) {
            throw new NoReceipt(String.valueOf(e.getMessage())).refused();
        }
    }

    private Mono<UUID> accept(DeviceTable.Stored stored, Parsed parsed) {
        return requireSignedBy(stored, parsed)
                .then(receipts.find(
                        stored.device(), UUID.fromString(parsed.receipt().attempt())))
                .flatMap(first -> repeated(first, parsed))
                .switchIfEmpty(Mono.defer(() -> requireAboutRelease(stored.device(), parsed)
                        .then(receipts.lastCounter(stored.device()))
                        .flatMap(last -> store(
                                stored.device(), parsed, Contradiction.of(stored.device(), last, parsed.receipt())))));
    }

    private Mono<Void> requireSignedBy(DeviceTable.Stored stored, Parsed parsed) {
        return Mono.fromCallable(() -> stored.certificatePem().isPresent()
                        && !parsed.envelope()
                                .verifiedBy(List.of(key(stored.certificatePem().get())))
                                .isEmpty())
                .subscribeOn(blocking)
                .flatMap(signed -> signed
                        ? Mono.empty()
                        : Mono.error(new NoReceipt("it is not signed with the device's enrolled key").refused()));
    }

    private static PublicKey key(String certificatePem) {
        return Certificates.publicKeyOf(Certificates.parsePem(certificatePem).getFirst());
    }

    private static Mono<UUID> repeated(ReceiptTable.Stored first, Parsed parsed) {
        boolean same = Envelope.parse(first.envelope())
                .payloadDigest()
                .equals(parsed.envelope().payloadDigest());
        return same
                ? Mono.just(first.event())
                : Mono.error(new NoReceipt("this attempt was already reported with another content").refused());
    }

    private Mono<Void> requireAboutRelease(Device device, Parsed parsed) {
        return releases.find(device.manufacturer(), parsed.receipt().release())
                .flatMap(release -> fits(parsed, release)
                        ? Mono.empty()
                        : Mono.error(new NoReceipt("its subject is not the manifest of the release").refused()));
    }

    private static boolean fits(Parsed parsed, Release release) {
        return release.manifest()
                .filter(frozen -> parsed.receipt().fits(parsed.statement(), frozen.digest()))
                .isPresent();
    }

    private Mono<UUID> store(Device device, Parsed parsed, Optional<Contradiction> contradiction) {
        return audit.append(event(device, parsed, contradiction))
                .flatMap(event -> receipts.insert(
                                parsed.receipt(), parsed.bytes(), contradiction, clock.instant(), event)
                        .then(installed(device, parsed.receipt(), contradiction, event))
                        .thenReturn(event));
    }

    private Mono<Void> installed(
            Device device, InstallationReceipt receipt, Optional<Contradiction> contradiction, UUID event) {
        boolean counts = contradiction.map(Contradiction::countsAsInstalled).orElse(true);
        return receipt.result() == Result.CONFIRMED && counts
                ? devices.installed(device, receipt.release().version(), event)
                : Mono.empty();
    }

    private static AuditEvent event(Device device, Parsed parsed, Optional<Contradiction> contradiction) {
        InstallationReceipt receipt = parsed.receipt();
        JsonObject.Builder detail = JsonObject.builder()
                .put("receipt", Digest.of(parsed.bytes()).toString())
                .put("release", receipt.release().toString())
                .put("attempt", receipt.attempt())
                .put("result", receipt.result().json())
                .put("reason", receipt.reason())
                .put("fromVersion", receipt.fromVersion());
        contradiction.ifPresent(found -> detail.put("contradiction", found.code()));
        receipt.breakGlass().ifPresent(authorisation -> detail.put("breakGlass", authorisation.toString()));
        return new AuditEvent(
                device.manufacturer(),
                AuditKind.RECEIPT_ACCEPTED,
                JsonObject.EMPTY,
                FleetEvents.actor(device),
                FleetEvents.subject(device),
                detail.build());
    }

    private Mono<UUID> refuse(Device device, Parsed parsed, RefusedException refused) {
        JsonObject detail = JsonObject.builder()
                .put("action", "receipt")
                .put("code", refused.refusal().type().code())
                .put("receipt", Digest.of(parsed.bytes()).toString())
                .build();
        AuditEvent event = new AuditEvent(
                device.manufacturer(),
                AuditKind.ACCESS_REFUSED,
                JsonObject.EMPTY,
                FleetEvents.actor(device),
                FleetEvents.subject(device),
                detail);
        return audit.refusal(event).then(Mono.error(refused));
    }
}
