package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.cli.demo.stage.Stage;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.Statement;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.Json;
import io.suture.trust.release.Manifest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One device's key is used in another's name: to report an installation, then inside the other device. */
final class OtherDeviceCertificate implements Attack {

    private static final String PROBLEM = "urn:suture:problem:";

    @Override
    public List<Refusal> attempt(Arena arena) throws Exception {
        DeviceUnit pump = arena.pump();
        DeviceUnit victim = arena.gateway("D-017");
        return List.of(reported(arena, pump, victim), swapped(arena, pump, victim));
    }

    private static Refusal reported(Arena arena, DeviceUnit attacker, DeviceUnit victim) throws IOException {
        Manifest manifest = arena.actor("re.one").release(Arena.CURRENT).manifest();
        var receipt = new InstallationReceipt(
                victim.id(),
                Stage.MANUFACTURER,
                Arena.CURRENT,
                Arena.OLD.version(),
                UUID.randomUUID().toString(),
                InstallationReceipt.Result.CONFIRMED,
                "",
                "b",
                0,
                1,
                1,
                arena.stage().clock().instant());
        Envelope signed = Envelope.sign(
                Statement.PAYLOAD_TYPE, Statement.about(manifest, receipt).toJson(), arena.deviceKey(attacker));
        arena.stage()
                .narrator()
                .note("POST /device/v1/receipts of " + victim.id() + " with the key of " + attacker.id());
        try (var listener = new RealRepository(arena.stage().deviceUrl(), arena.tls(attacker))) {
            return refusal(listener.post("/device/v1/receipts", signed.toJson()));
        }
    }

    private static Refusal refusal(HttpResponse<byte[]> reply) {
        String expected = "receipt-device-mismatch";
        if (reply.statusCode() / 100 == 2) {
            return new Refusal("server", expected, "", Optional.empty(), "accepted");
        }
        String code = Json.parseObject(reply.body()).string("type").replace(PROBLEM, "");
        return new Refusal("server", expected, "403", Optional.of(code), "HTTP " + reply.statusCode());
    }

    private static Refusal swapped(Arena arena, DeviceUnit pump, DeviceUnit victim)
            throws IOException, InterruptedException {
        for (String file : List.of("key.pem", "certificate.pem")) {
            Path target = victim.state(arena.stage()).resolve("identity").resolve(file);
            Path source = pump.state(arena.stage()).resolve("identity").resolve(file);
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return Refusal.byDevice(victim.poll(arena.stage(), arena.stage().deviceUrl()), "identity-mismatch", "");
    }
}
