package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DeviceUnit;
import java.util.List;

/** A device that runs 3.1.1 is told to install 3.1.0, which was validated and published in its time. */
final class Rollback implements Attack {

    @Override
    public List<Refusal> attempt(Arena arena) throws Exception {
        arena.publish(arena.validated(Arena.OLD, Arena.OLD_INDEX));
        DeviceUnit victim = arena.enrolled(
                DeviceUnit.of(arena.stage().sample(), "D-001", Arena.CURRENT.version(), Arena.CURRENT_INDEX)
                        .named("D-015", "GW2D-015"));
        try (HostileMirror mirror = arena.mirror(victim, Arena.OLD)) {
            return List.of(Refusal.byDevice(victim.poll(arena.stage(), mirror.url()), "rollback-index-too-low", ""));
        }
    }
}
