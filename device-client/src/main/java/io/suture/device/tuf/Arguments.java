package io.suture.device.tuf;

import io.suture.trust.tuf.TufLimits;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of the command line, options in any order before or behind the command. */
final class Arguments {

    private static final String METADATA_DIR = "--metadata-dir";
    private static final String METADATA_URL = "--metadata-url";
    private static final String TARGET_NAME = "--target-name";
    private static final String TARGET_BASE_URL = "--target-base-url";
    private static final String TARGET_DIR = "--target-dir";
    private static final String MAX_ROOT_ROTATIONS = "--max-root-rotations";
    private static final Set<String> OPTIONS =
            Set.of(METADATA_DIR, METADATA_URL, TARGET_NAME, TARGET_BASE_URL, TARGET_DIR, MAX_ROOT_ROTATIONS);

    private final Map<String, List<String>> options = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();

    private Arguments(String[] args) {
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.startsWith("--")) {
                option(word, rest);
            } else {
                words.add(word);
            }
        }
    }

    private void option(String word, Iterator<String> rest) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (!OPTIONS.contains(name)) {
            throw new UsageException("unknown option " + name);
        }
        if (equals < 0 && !rest.hasNext()) {
            throw new UsageException(name + " needs a value");
        }
        String value = equals < 0 ? rest.next() : word.substring(equals + 1);
        options.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
    }

    /** Return the command that the words ask for, or throw {@link UsageException}. */
    static Command parse(String... args) {
        Arguments given = new Arguments(args);
        return switch (String.join(" ", given.words.stream().limit(1).toList())) {
            case "init" -> given.words(2).init();
            case "refresh" -> given.words(1).refresh();
            case "download" -> given.words(1).download();
            default -> throw new UsageException("one of init TRUSTED_ROOT, refresh, download is expected");
        };
    }

    private Arguments words(int expected) {
        if (words.size() != expected) {
            throw new UsageException(words.getFirst() + " takes " + (expected - 1) + " argument(s)");
        }
        return this;
    }

    private Command.Init init() {
        return new Command.Init(path(METADATA_DIR), path("TRUSTED_ROOT", words.get(1)));
    }

    private Command.Refresh refresh() {
        return new Command.Refresh(path(METADATA_DIR), folderUrl(METADATA_URL), limits());
    }

    private Command.Download download() {
        List<String> names = options.getOrDefault(TARGET_NAME, List.of());
        if (names.isEmpty()) {
            throw new UsageException(TARGET_NAME + " is missing");
        }
        return new Command.Download(refresh(), names, folderUrl(TARGET_BASE_URL), path(TARGET_DIR));
    }

    private TufLimits limits() {
        TufLimits usual = TufLimits.DEFAULT;
        return options.containsKey(MAX_ROOT_ROTATIONS)
                ? new TufLimits(
                        usual.rootBytes(),
                        usual.timestampBytes(),
                        usual.snapshotBytes(),
                        usual.targetsBytes(),
                        count(MAX_ROOT_ROTATIONS),
                        usual.delegations())
                : usual;
    }

    private int count(String option) {
        String value = one(option);
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new UsageException(option + " is a number from 1 to 999999");
        }
        return Integer.parseInt(value);
    }

    private Path path(String option) {
        return path(option, one(option));
    }

    private static Path path(String option, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new UsageException(option + " is not a path: " + value);
        }
    }

    /** The URL as it was given, with a slash at its end. */
    private String folderUrl(String option) {
        String value = one(option);
        if (!isHttp(value)) {
            throw new UsageException(option + " is not an http or https URL: " + value);
        }
        return value.endsWith("/") ? value : value + "/";
    }

    private static boolean isHttp(String value) {
        try {
            URI url = URI.create(value);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            return http && url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String one(String option) {
        List<String> values = options.getOrDefault(option, List.of());
        if (values.size() != 1) {
            throw new UsageException(option + (values.isEmpty() ? " is missing" : " is given twice"));
        }
        return values.getFirst();
    }
}
