package io.suture.server.audit;

import reactor.core.publisher.Flux;

/** Compares what another module keeps about a log with the log, when the log is checked. */
public interface LogInspector {

    /** Return everything that contradicts. */
    Flux<LogFinding> inspect(String log);
}
