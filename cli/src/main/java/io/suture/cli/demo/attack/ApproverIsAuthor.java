package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.Actor;
import io.suture.cli.demo.stage.ReleaseJob;
import io.suture.trust.release.ReleaseId;
import java.util.List;

/** A person who holds both roles writes a release and approves it. */
final class ApproverIsAuthor implements Attack {

    private static final ReleaseId OWN = new ReleaseId("GW2", "3.2.2");

    @Override
    public List<Refusal> attempt(Arena arena) throws Exception {
        ReleaseJob job = arena.submitted(OWN, 18);
        Actor both = arena.actor(TwoRoles.ID, TwoRoles.key(arena.stage()));
        job.attest(both, "authorship", arena.records(OWN).authorship("a change of my own"));
        arena.attestTests(job, arena.records(OWN).protocol());
        both.mustRunBriefly("approve", OWN.toString(), "--reason", "looks good to me", "--yes");
        return List.of(Blocked.sign(arena, OWN, "approver-not-independent"));
    }
}
