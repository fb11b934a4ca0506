package io.suture.device.tuf;

import io.suture.device.transport.TransportLimits;
import io.suture.device.transport.UrlTransport;
import java.io.PrintStream;
import java.time.Instant;

/** Entry point of {@code suture tuf-client}; plain, because every class it does not load is time (ADR 0015). */
public final class TufClientMain {

    private TufClientMain() {}

    /** Run a command and exit with 0, or 1 and the reason as one line of the standard error output. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            Command command = Arguments.parse(args);
            UrlTransport transport = new UrlTransport(TransportLimits.ATTENDED, System::nanoTime);
            new TufClient(transport, Instant.now(), ProcessHandle.current().pid(), out).run(command);
            return 0;
        } catch (RuntimeException e) {
            err.println(Problem.of(e).line());
            return 1;
        }
    }
}
