package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.cli.demo.stage.Stage;
import java.util.List;

/** A release is served outside the public log: without an entry, then with the entry of another release. */
final class NotInLog implements Attack {

    private static final String OF_CURRENT = "log/releases/" + Arena.CURRENT + "/";
    private static final String OF_OLD = "log/releases/" + Arena.OLD + "/";

    @Override
    public List<Refusal> attempt(Arena arena) throws Exception {
        arena.publish(arena.validated(Arena.OLD, Arena.OLD_INDEX));
        DeviceUnit victim = arena.gateway("D-014");
        Stage stage = arena.stage();
        try (HostileMirror mirror = arena.mirror(victim, Arena.CURRENT)) {
            mirror.hide(Arena.repository(OF_CURRENT + "entry")).hide(Arena.repository(OF_CURRENT + "proof"));
            Refusal without = Refusal.byDevice(victim.poll(stage, mirror.url()), "not-in-log", "");
            copy(arena, mirror, "entry");
            copy(arena, mirror, "proof");
            Refusal other = Refusal.byDevice(victim.poll(stage, mirror.url()), "entry-mismatch", "");
            return List.of(without, other);
        }
    }

    private static void copy(Arena arena, HostileMirror mirror, String name) {
        mirror.lie(Arena.repository(OF_CURRENT + name), arena.real().get(Arena.repository(OF_OLD + name)));
    }
}
