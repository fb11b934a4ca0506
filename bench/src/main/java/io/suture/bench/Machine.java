package io.suture.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the figures were measured on: without it they mean nothing. */
final class Machine {

    private static final int SYNCS = 100;
    private static final int PAGE = 8192;

    private Machine() {}

    static List<Figure> figures(BenchServer server) throws IOException, SQLException {
        Samples syncs = syncs(server.folder());
        return List.of(
                new Figure(
                        "machine: processors",
                        Runtime.getRuntime().availableProcessors(),
                        "",
                        "Java " + Runtime.version() + ", PostgreSQL " + server.text("show server_version")),
                new Figure("machine: write of 8 KiB to the disk p50", syncs.median(), "ms"),
                new Figure("machine: write of 8 KiB to the disk p99", syncs.percentile(99), "ms"));
    }

    /** Returns the load average of the last minute: with other work on the machine, figures are worse than they could be. */
    static Figure load(String when) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new Figure("machine: load average " + when, load, "");
    }

    private static Samples syncs(Path folder) throws IOException {
        Path file = folder.resolve("sync");
        List<Double> millis = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                long start = System.nanoTime();
                int unused = channel.write(ByteBuffer.allocate(PAGE), (long) i * PAGE);
                channel.force(false);
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        Files.delete(file);
        return Samples.of(millis);
    }
}
