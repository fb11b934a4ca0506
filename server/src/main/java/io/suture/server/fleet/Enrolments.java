package io.suture.server.fleet;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.fleet.FleetRefusal.RequestNotAccepted;
import io.suture.server.fleet.FleetRefusal.TokenNotAccepted;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.pki.CertificateRequest;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.pki.PkiException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Turns a one-time token and a certificate request into the device's certificate. Nothing in the request is believed but the key. */
public final class Enrolments {

    private final DeviceTable devices;
    private final DeviceAuthority authority;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Scheduler blocking;

    Enrolments(
            DeviceTable devices,
            DeviceAuthority authority,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock,
            Scheduler blocking) {
        this.devices = devices;
        this.authority = authority;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** The device's new identity. */
    public record Enrolled(String device, String manufacturer, String certificate) {}

    /** Enrol the device the token was made for. */
    public Mono<Enrolled> enrol(String token, String csr) {
        return Mono.fromCallable(() -> provenKey(csr))
                .subscribeOn(blocking)
                .flatMap(key -> enrol(EnrolmentToken.presented(token), key));
    }

    private static PublicKey provenKey(String csr) {
        try {
            return CertificateRequest.verify(csr);
        } catch (PkiException e) {
            throw new RequestNotAccepted(String.valueOf(e.getMessage())).refused();
        }
    }

    private Mono<Enrolled> enrol(EnrolmentToken token, PublicKey key) {
        Instant now = clock.instant();
        return devices.lockToken(token, now)
                .switchIfEmpty(Mono.error(() -> new TokenNotAccepted().refused()))
                .flatMap(owner -> devices.lock(owner.manufacturer(), owner.device()))
                .map(DeviceTable.Stored::device)
                .flatMap(device -> requireNewKey(device, key).then(issue(device, key)))
                .as(transaction::transactional)
                .onErrorMap(DuplicateKeyException.class, e -> keyInUse().refused());
    }

    private Mono<Void> requireNewKey(Device device, PublicKey key) {
        return devices.keyIsKnown(device, key.fingerprint())
                .flatMap(known -> known ? Mono.error(keyInUse().refused()) : Mono.empty());
    }

    private static RequestNotAccepted keyInUse() {
        return new RequestNotAccepted("the key belongs to another device");
    }

    private Mono<Enrolled> issue(Device device, PublicKey key) {
        return Mono.fromCallable(() -> authority.issue(key, new DeviceIdentity(device.manufacturer(), device.id())))
                .subscribeOn(blocking)
                .flatMap(certificate -> log(device, key).flatMap(event -> store(device, key, certificate, event)));
    }

    private Mono<Enrolled> store(Device device, PublicKey key, X509Certificate certificate, UUID event) {
        String pem = Certificates.toPem(List.of(certificate));
        return devices.enrol(device, pem, fingerprint(certificate), key.fingerprint(), clock.instant(), event)
                .then(devices.endTokens(device, clock.instant(), event))
                .thenReturn(new Enrolled(device.id(), device.manufacturer(), pem));
    }

    private Mono<UUID> log(Device device, PublicKey key) {
        JsonObject detail = JsonObject.builder()
                .put("device", device.id())
                .put("key", key.fingerprint().toString())
                .build();
        return audit.append(new AuditEvent(
                device.manufacturer(),
                AuditKind.DEVICE_ENROLLED,
                JsonObject.EMPTY,
                FleetEvents.actor(device),
                FleetEvents.subject(device),
                detail));
    }

    private static Digest fingerprint(X509Certificate certificate) {
        try {
            return Digest.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate just issued can be encoded", e);
        }
    }
}
