package io.suture.cli.demo.stage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * A file that looks like a firmware image to a network, a disk and a hash: a boot header, blocks of incompressible bytes
 * as a packed root file system has them, and runs of erased flash. One seed gives one image.
 */
public record FirmwareImage(String title, long length, long seed) {

    private static final int BLOCK = 128 * 1024;
    private static final int ERASED_ONE_IN = 7;
    private static final int HEADER = 4096;

    /** Writes the image unless a complete one is there; {@code progress} is told the bytes written. */
    public void writeTo(Path file, LongConsumer progress) throws IOException {
        if (Files.exists(file) && Files.size(file) == length) {
            return;
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BLOCK)) {
            write(out, progress);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(OutputStream out, LongConsumer progress) throws IOException {
        var random = new SplittableRandom(seed);
        byte[] block = header();
        for (long written = 0; written < length; ) {
            int n = (int) Math.min(block.length, length - written);
            out.write(block, 0, n);
            written += n;
            progress.accept(written);
            block = nextBlock(random);
        }
    }

    private byte[] header() {
        byte[] header = new byte[HEADER];
        byte[] text = ("SUTUREFW\0" + title + "\0").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, header, 0, Math.min(text.length, HEADER));
        return header;
    }

    private static byte[] nextBlock(SplittableRandom random) {
        byte[] block = new byte[BLOCK];
        if (random.nextInt(ERASED_ONE_IN) != 0) {
            random.nextBytes(block);
        }
        return block;
    }
}
