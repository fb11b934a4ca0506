package io.suture.server.fleet;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.AlreadyExists;
import io.suture.server.problem.CommonRefusal.InvalidField;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.trust.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Registers devices, hands out enrolment tokens, revokes certificates; each change with its audit event. */
public final class Devices {

    private final DeviceTable devices;
    private final ContactTable contacts;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final FleetSettings settings;
    private final Clock clock;
    private final SecureRandom random;

    Devices(
            DeviceTable devices,
            ContactTable contacts,
            AuditTrail audit,
            TransactionalOperator transaction,
            FleetSettings settings,
            Clock clock,
            SecureRandom random) {
        this.devices = devices;
        this.contacts = contacts;
        this.audit = audit;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /** A token, shown once. */
    public record Token(String id, String enrolmentToken, Instant expiresAt) {

        @Override
        public String toString() {
            return "Token[" + id + "]";
        }
    }

    /** A device with the time of its last request. */
    public record Seen(Device device, Optional<Instant> lastSeen) {}

    /** Return how much of the fleet trusts a root of this version or a later one. */
    public Mono<FleetReadiness> readiness(String manufacturer, long root) {
        Instant silentBefore = clock.instant().minus(settings.silentAfter());
        return contacts.readiness(manufacturer, root, silentBefore, FleetReadiness.MAX_LISTED);
    }

    /** Register a device and return its first token. */
    public Mono<Token> register(Actor actor, String manufacturer, NewDevice wanted) {
        Device device = wanted.of(manufacturer);
        return Mono.defer(() -> append(AuditKind.DEVICE_REGISTERED, actor, device, registration(device))
                        .flatMap(event ->
                                devices.insert(device, clock.instant(), event).then(token(device, event))))
                .as(transaction::transactional)
                .onErrorMap(DuplicateKeyException.class, e -> new AlreadyExists("device", device.id()).refused())
                .onErrorMap(
                        DataIntegrityViolationException.class,
                        e -> unknownReference().refused());
    }

    /** Return a new token for a device; earlier ones end. */
    public Mono<Token> newToken(Actor actor, String manufacturer, String id) {
        JsonObject detail =
                JsonObject.builder().put("action", "new-enrolment-token").build();
        return locked(manufacturer, id)
                .flatMap(device -> append(AuditKind.DEVICE_REGISTERED, actor, device, detail)
                        .flatMap(event -> token(device, event)))
                .as(transaction::transactional);
    }

    /** Refuse the device's certificate from now on; earlier tokens end too. Repeatable. */
    public Mono<Device> revoke(Actor actor, String manufacturer, String id, String reason) {
        return locked(manufacturer, id)
                .flatMap(device ->
                        device.state() == DeviceState.REVOKED ? Mono.just(device) : revoke(actor, device, reason))
                .as(transaction::transactional);
    }

    private Mono<Device> revoke(Actor actor, Device device, String reason) {
        JsonObject detail = JsonObject.builder().put("reason", reason).build();
        Instant now = clock.instant();
        return append(AuditKind.DEVICE_REVOKED, actor, device, detail)
                .flatMap(event -> devices.revoke(device, now, event).then(devices.endTokens(device, now, event)))
                .then(devices.find(device.manufacturer(), device.id()))
                .map(DeviceTable.Stored::device);
    }

    /** Return a device; fails with {@code not-found}. */
    public Mono<Seen> find(String manufacturer, String id) {
        return devices.find(manufacturer, id)
                .map(DeviceTable.Stored::device)
                .switchIfEmpty(notFound())
                .flatMap(device -> contacts.lastSeen(manufacturer, id)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(seen -> new Seen(device, seen)));
    }

    /** Return the devices of a manufacturer by id. */
    public Flux<Device> list(String manufacturer) {
        return devices.list(manufacturer);
    }

    /** Return devices that changed after this point of the fleet's counter. */
    public Flux<Device> changedSince(String manufacturer, long change) {
        return devices.changedSince(manufacturer, change);
    }

    /** Return every certificate a device was enrolled with, oldest first, as PEM. */
    public Mono<String> certificates(String manufacturer, String id) {
        return devices.certificates(manufacturer, id).collectList().map(all -> String.join("", all));
    }

    private Mono<Token> token(Device device, UUID event) {
        EnrolmentToken token = EnrolmentToken.generate(random);
        Instant now = clock.instant();
        Instant expires = now.plus(settings.tokenLifetime());
        return devices.replaceTokens(device, token, now, expires, event)
                .thenReturn(new Token(device.id(), token.secret(), expires));
    }

    private Mono<Device> locked(String manufacturer, String id) {
        return devices.lock(manufacturer, id).map(DeviceTable.Stored::device).switchIfEmpty(notFound());
    }

    private static <T> Mono<T> notFound() {
        return Mono.error(() -> new NotFound("device").refused());
    }

    private Mono<UUID> append(AuditKind kind, Actor actor, Device device, JsonObject detail) {
        return audit.append(new AuditEvent(
                device.manufacturer(), kind, JsonObject.EMPTY, actor.describe(), FleetEvents.subject(device), detail));
    }

    private static JsonObject registration(Device device) {
        return JsonObject.builder()
                .put("product", device.product())
                .put("hardwareRevision", device.hardwareRevision())
                .put("serial", device.serial())
                .put("installedVersion", device.installedVersion())
                .build();
    }

    private static InvalidField unknownReference() {
        return new InvalidField(
                "product", "and hardwareRevision and facility must be registered, the serial number new");
    }
}
