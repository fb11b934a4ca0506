package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.cli.demo.stage.ReleaseJob;
import io.suture.trust.release.ReleaseId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/** One bit of the payload changes on the server's disk: once before the release is signed, once after it is published. */
final class PayloadByteFlipped implements Attack {

    private static final ReleaseId UNSIGNED = new ReleaseId("GW2", "3.2.0");

    @Override
    public List<Refusal> attempt(Arena arena) throws Exception {
        return List.of(beforeSigning(arena), afterPublication(arena));
    }

    private static Refusal beforeSigning(Arena arena) throws IOException {
        ReleaseJob job = arena.validated(UNSIGNED, 18);
        arena.approve(job);
        flip(arena.blob(UNSIGNED));
        return Refusal.byServer(
                arena.actor("sec.one").run("release", "sign", UNSIGNED.toString()), "payload-corrupt", "");
    }

    private static Refusal afterPublication(Arena arena) throws IOException, InterruptedException {
        DeviceUnit victim = arena.gateway("D-011");
        Path blob = arena.blob(Arena.CURRENT);
        flip(blob);
        try {
            return Refusal.byDevice(victim.poll(arena.stage(), arena.stage().deviceUrl()), "target-hash-mismatch", "");
        } finally {
            flip(blob);
        }
    }

    /** Changes the lowest bit of the byte in the middle; a second call changes it back. */
    private static void flip(Path file) throws IOException {
        file.toFile().setWritable(true);
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long middle = bytes.length() / 2;
            bytes.seek(middle);
            int value = bytes.read();
            bytes.seek(middle);
            bytes.write(value ^ 1);
        }
    }
}
