package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.dsse.Envelope;
import java.util.List;
import java.util.Map;

/** The published evidence is served without the malware scan, under fresh signatures of all online keys. */
final class EvidenceRemoved implements Attack {

    @Override
    public List<Refusal> attempt(Arena arena) throws Exception {
        List<Envelope> without = arena.actor("re.one").release(Arena.CURRENT).evidence().stream()
                .filter(envelope -> !EvidenceFile.is(MalwareScan.TYPE, envelope))
                .toList();
        Map<String, byte[]> forged = Map.of(Arena.CURRENT + "/evidence.jsonl", EvidenceFile.lines(without));
        DeviceUnit victim = arena.gateway("D-012");
        try (HostileMirror mirror = arena.mirror(victim, Arena.CURRENT)) {
            mirror.lie(OnlineKeys.steal(arena).resign(arena.real(), forged));
            return List.of(
                    Refusal.byDevice(victim.poll(arena.stage(), mirror.url()), "gate-refused", "scan for malware"));
        }
    }
}
