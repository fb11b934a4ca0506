package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.cli.demo.stage.Stage;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.Nonce;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.util.List;

/** Without the director's key: an assignment of the attacker's own, one made for his device, one made for another question. */
final class AssignmentForged implements Attack {

    @Override
    public List<Refusal> attempt(Arena arena) throws Exception {
        DeviceUnit victim = arena.gateway("D-018");
        try (HostileMirror mirror = arena.mirror(victim, Arena.CURRENT)) {
            return List.of(
                    ownKey(arena, mirror, victim), ownDevice(arena, mirror, victim), again(arena, mirror, victim));
        }
    }

    private static Refusal ownKey(Arena arena, HostileMirror mirror, DeviceUnit victim) throws Exception {
        Stage stage = arena.stage();
        SoftwareSigner own = SoftwareSigner.generate(KeyAlgorithm.ED25519, stage.random());
        AssignedRelease current = arena.assigned(Arena.CURRENT);
        mirror.lie(FalseDirector.PATH, new FalseDirector(victim, current, own, stage.clock()));
        return Refusal.byDevice(victim.poll(stage, mirror.url()), "director-signature-missing", "");
    }

    private static Refusal ownDevice(Arena arena, HostileMirror mirror, DeviceUnit victim) throws Exception {
        mirror.beHonest(FalseDirector.PATH);
        return Refusal.byDevice(victim.poll(arena.stage(), mirror.url()), "assignment-for-other-device", "");
    }

    private static Refusal again(Arena arena, HostileMirror mirror, DeviceUnit victim) throws Exception {
        try (var listener = new RealRepository(arena.stage().deviceUrl(), arena.tls(victim))) {
            Nonce former = Nonce.of(arena.stage().random());
            mirror.lie(FalseDirector.PATH, listener.get(FalseDirector.PATH + "?nonce=" + former));
        }
        return Refusal.byDevice(victim.poll(arena.stage(), mirror.url()), "assignment-replayed", "");
    }
}
