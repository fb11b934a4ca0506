package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DeviceUnit;
import java.util.List;

/** An infusion pump is told to install the gateway's firmware. */
final class WrongModel implements Attack {

    @Override
    public List<Refusal> attempt(Arena arena) throws Exception {
        DeviceUnit victim = arena.pump();
        try (HostileMirror mirror = arena.mirror(victim, Arena.CURRENT)) {
            return List.of(Refusal.byDevice(victim.poll(arena.stage(), mirror.url()), "wrong-product", ""));
        }
    }
}
