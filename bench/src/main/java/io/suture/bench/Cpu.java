package io.suture.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time used so far. It says what work costs on a machine that does other work too, where rates say little.
 *
 * @param server by this process, the writers included
 * @param postgres by the processes of PostgreSQL that are alive
 */
record Cpu(Duration server, Duration postgres) {

    static Cpu used(Path dataFolder) throws IOException {
        Path pid = dataFolder.resolve("postgres").resolve("postmaster.pid");
        ProcessHandle postmaster = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pid).getFirst().strip()))
                .orElseThrow();
        Duration postgres = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(Cpu::of)
                .reduce(Duration.ZERO, Duration::plus);
        return new Cpu(of(ProcessHandle.current()), postgres);
    }

    private static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    Cpu since(Cpu before) {
        return new Cpu(server.minus(before.server), postgres.minus(before.postgres));
    }

    /** Returns milliseconds of both for each of so many. */
    double millisEach(long count) {
        return server.plus(postgres).toNanos() / 1e6 / count;
    }

    /** Returns how they divide. */
    String shares(long count) {
        return "server and writers %.2f, PostgreSQL %.2f"
                .formatted(server.toNanos() / 1e6 / count, postgres.toNanos() / 1e6 / count);
    }
}
