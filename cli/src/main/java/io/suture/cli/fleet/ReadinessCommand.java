package io.suture.cli.fleet;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fleet readiness}: who has seen a root, before keys of an earlier one are given up. */
@Command(
        name = "readiness",
        description = {
            "Count the devices that trust a root of this version or a later one.",
            "Exit code 0 when every enrolled device does, 1 otherwise."
        })
public final class ReadinessCommand implements Callable<Integer> {

    private static final int SHOWN = 20;

    private final Session session;

    @Option(names = "--root", required = true, paramLabel = "VERSION", description = "The root's version.")
    private long root;

    /** Creates the command. */
    public ReadinessCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonObject fleet = Api.of(session)
                .get(ApiPath.ofManufacturer(session.manufacturer(), "fleet", "readiness")
                        .with("root", root));
        long devices = fleet.integer("devices");
        long ready = fleet.integer("ready");
        session.say(
                ready + " of " + devices + " enrolled devices trust root " + root + " or a later one",
                fleet.integer("behind") + " trust an earlier root, " + fleet.integer("unknown") + " have not said; "
                        + fleet.integer("silent") + " of these were not heard of for long");
        fleet.objects("waiting").stream().limit(SHOWN).forEach(device -> session.say("  " + line(device)));
        if (devices - ready > SHOWN) {
            session.say("  and " + (devices - ready - SHOWN) + " more (--json lists up to 500)");
        }
        session.result(fleet);
        return ready == devices ? 0 : 1;
    }

    private static String line(JsonObject device) {
        return device.string("device") + "  " + device.string("product") + "  " + device.string("facility") + "  root "
                + device.findInteger("trustedRoot").map(String::valueOf).orElse("unknown") + "  last seen "
                + device.findString("lastSeen").orElse("never");
    }
}
