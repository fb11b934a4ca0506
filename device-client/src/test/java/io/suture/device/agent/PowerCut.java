package io.suture.device.agent;

import io.suture.device.state.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Cuts the power at a step; what had not been forced to the medium is then half zeros. */
final class PowerCut implements Steps {

    static final class PowerLost extends Error {
        PowerLost(String step) {
            super(step);
        }
    }

    private final Path root;
    private final int at;
    private final Set<String> unforced = new HashSet<>();
    int reached;

    PowerCut(Path root, int at) {
        this.root = root;
        this.at = at;
    }

    @Override
    public void reached(String step) {
        remember(step);
        reached++;
        if (reached == at) {
            unforced.forEach(this::tear);
            throw new PowerLost(step);
        }
    }

    private void remember(String step) {
        String[] words = step.split(" ", 2);
        switch (words[0]) {
            case "append" -> unforced.add(words[1]);
            case "fill" -> unforced.add(words[1] + ".new");
            case "force", "delete" -> unforced.remove(words[1]);
            case "sync" -> unforced.remove(words[1] + ".new");
            default -> {}
        }
    }

    private void tear(String path) {
        Path file = root.resolve(path);
        try (Stream<Path> exists = Stream.of(file).filter(Files::exists)) {
            for (Path torn : exists.toList()) {
                byte[] content = Files.readAllBytes(torn);
                Arrays.fill(content, content.length / 2, content.length, (byte) 0);
                Files.write(torn, content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
