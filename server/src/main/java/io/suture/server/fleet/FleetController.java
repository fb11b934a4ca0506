package io.suture.server.fleet;

import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.identity.Role;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.Fields;
import io.suture.server.problem.Reason;
import io.suture.server.runtime.Listeners;
import io.suture.server.runtime.Listeners.Listener;
import io.suture.trust.release.ReleaseId;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Devices, their enrolment, and facility approvals. */
@RestController
class FleetController {

    private static final String DEVICES = "/api/v1/manufacturers/{m}/devices";
    private static final int MAX_CSR = 16 << 10;

    private final Devices devices;
    private final Enrolments enrolments;
    private final FacilityApprovals approvals;
    private final Listeners listeners;

    FleetController(Devices devices, Enrolments enrolments, FacilityApprovals approvals, Listeners listeners) {
        this.devices = devices;
        this.enrolments = enrolments;
        this.approvals = approvals;
        this.listeners = listeners;
    }

    /** A device to be registered. */
    record Registration(
            @Nullable String id,
            @Nullable String product,
            @Nullable String hardwareRevision,
            @Nullable String serial,
            @Nullable String facility,
            @Nullable String installedVersion) {

        NewDevice toDevice() {
            return new NewDevice(
                    Fields.required("id", id),
                    Fields.required("product", product),
                    Fields.required("hardwareRevision", hardwareRevision),
                    Fields.required("serial", serial),
                    Fields.required("facility", facility),
                    Fields.required("installedVersion", installedVersion));
        }
    }

    /** A device as shown to people. */
    record DeviceView(
            String id,
            String manufacturer,
            String product,
            String hardwareRevision,
            String serial,
            String facility,
            String installedVersion,
            String state,
            Optional<Instant> lastSeen) {

        static DeviceView of(Device device, Optional<Instant> lastSeen) {
            return new DeviceView(
                    device.id(),
                    device.manufacturer(),
                    device.product(),
                    device.hardwareRevision(),
                    device.serial(),
                    device.facility(),
                    device.installedVersion(),
                    device.state().code(),
                    lastSeen);
        }
    }

    /** A token and a certificate request. */
    record EnrolmentRequest(
            @Nullable String token, @Nullable String csr) {

        @Override
        public String toString() {
            return "EnrolmentRequest";
        }
    }

    /** The device's certificate and where it polls. */
    record EnrolmentView(String device, String manufacturer, String certificate, String deviceUrl) {}

    /** The release a facility approves. */
    record ApprovalRequest(
            @Nullable String manufacturer,
            @Nullable String product,
            @Nullable String version) {}

    @Operation(summary = "Register a device")
    @PostMapping(DEVICES)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Devices.Token> register(
            @Acting Actor actor, @PathVariable("m") String manufacturer, @RequestBody Registration registration) {
        return devices.register(actor, manufacturer, registration.toDevice());
    }

    @Operation(summary = "Read a device")
    @GetMapping(DEVICES + "/{d}")
    Mono<DeviceView> find(@Acting Actor actor, @PathVariable("m") String manufacturer, @PathVariable("d") String id) {
        return devices.find(manufacturer, id)
                .filter(seen -> mayRead(actor, seen.device()))
                .switchIfEmpty(Mono.error(() -> new NotFound("device").refused()))
                .map(seen -> DeviceView.of(seen.device(), seen.lastSeen()));
    }

    /** A facility sees its own devices and no other. */
    private static boolean mayRead(Actor actor, Device device) {
        boolean ofFacility = actor.has(Role.FACILITY)
                && actor.facility().filter(device.facility()::equals).isPresent();
        boolean ofManufacturer =
                (actor.has(Role.ADMIN) || actor.has(Role.AUDITOR)) && actor.sees(device.manufacturer());
        return ofFacility || ofManufacturer;
    }

    @Operation(summary = "Revoke a device's certificate")
    @PostMapping(DEVICES + "/{d}/revoke")
    Mono<DeviceView> revoke(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("d") String id,
            @RequestBody(required = false) @Nullable Reason reason) {
        String text = reason == null || reason.reason() == null ? "" : reason.checked();
        return devices.revoke(actor, manufacturer, id, text).map(device -> DeviceView.of(device, Optional.empty()));
    }

    @Operation(summary = "Make a new enrolment token; earlier ones end")
    @PostMapping(DEVICES + "/{d}/enrolment-token")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Devices.Token> newToken(
            @Acting Actor actor, @PathVariable("m") String manufacturer, @PathVariable("d") String id) {
        return devices.newToken(actor, manufacturer, id);
    }

    /** {@link FleetReadiness} with its sum. */
    record ReadinessView(
            long root,
            long devices,
            long ready,
            long behind,
            long unknown,
            long silent,
            List<FleetReadiness.Waiting> waiting) {

        static ReadinessView of(FleetReadiness fleet) {
            return new ReadinessView(
                    fleet.root(),
                    fleet.devices(),
                    fleet.ready(),
                    fleet.behind(),
                    fleet.unknown(),
                    fleet.silent(),
                    fleet.waiting());
        }
    }

    @Operation(summary = "Count the devices that trust a root of this version or a later one")
    @GetMapping("/api/v1/manufacturers/{m}/fleet/readiness")
    Mono<ReadinessView> readiness(@PathVariable("m") String manufacturer, @RequestParam("root") long root) {
        if (root < 1) {
            throw Fields.invalid("root", "must be at least 1");
        }
        return devices.readiness(manufacturer, root).map(ReadinessView::of);
    }

    @Operation(summary = "Enrol a device with its one-time token")
    @PostMapping("/api/v1/enrolments")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<EnrolmentView> enrol(@RequestBody EnrolmentRequest request) {
        String csr = Fields.required("csr", request.csr());
        if (csr.length() > MAX_CSR) {
            throw Fields.invalid("csr", "is longer than " + MAX_CSR + " characters");
        }
        return enrolments
                .enrol(Fields.required("token", request.token()), csr)
                .map(enrolled -> new EnrolmentView(
                        enrolled.device(),
                        enrolled.manufacturer(),
                        enrolled.certificate(),
                        listeners.url(Listener.DEVICE)));
    }

    @Operation(summary = "Let a release onto the devices of a facility")
    @PostMapping("/api/v1/facilities/{f}/approvals")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<FacilityApprovals.Approval> approve(
            @Acting Actor actor, @PathVariable("f") String facility, @RequestBody ApprovalRequest request) {
        ReleaseId release =
                new ReleaseId(Fields.id("product", request.product()), Fields.required("version", request.version()));
        return approvals.approve(actor, facility, Fields.id("manufacturer", request.manufacturer()), release);
    }
}
