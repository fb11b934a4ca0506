package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.trust.digest.Digest;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * With the director's, the snapshot's and the timestamp's key, but not the product's: a release of the attacker's own, as
 * it is, under product metadata signed with what he has, and in the name of a release that is in order. Assigning old
 * releases and other models is what {@link Rollback} and {@link WrongModel} do.
 */
final class DirectorStolen implements Attack {

    private static final ReleaseId OWN = new ReleaseId("GW2", "6.6.6");
    private static final byte[] MANIFEST = "{}".getBytes(StandardCharsets.UTF_8);

    @Override
    public List<Refusal> attempt(Arena arena) throws Exception {
        DeviceUnit victim = arena.gateway("D-019");
        AssignedRelease own = new AssignedRelease(OWN, Digest.of(MANIFEST));
        AssignedRelease disguised = new AssignedRelease(Arena.CURRENT, Digest.of(MANIFEST));
        return List.of(
                offered(arena, victim, own, Map.of(), "target-not-found"),
                offered(arena, victim, disguised, Map.of(), "director-disagrees"),
                offered(arena, victim, own, forged(arena), "signature-threshold-not-met"));
    }

    private static Map<String, byte[]> forged(Arena arena) throws Exception {
        return OnlineKeys.stealAllButProduct(arena).resign(arena.real(), Map.of(OWN + "/manifest.json", MANIFEST));
    }

    private static Refusal offered(
            Arena arena, DeviceUnit victim, AssignedRelease release, Map<String, byte[]> repository, String expected)
            throws Exception {
        try (HostileMirror mirror = arena.mirror(victim, release)) {
            mirror.lie(repository);
            return Refusal.byDevice(victim.poll(arena.stage(), mirror.url()), expected, "");
        }
    }
}
