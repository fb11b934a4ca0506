package io.suture.cli.audit;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.evidence.LogSource;
import io.suture.trust.log.LogLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time stamps of checkpoints: files named {@code <size>.tsr}, and the list of sizes that a log has beside them. */
final class TimestampFiles {

    /** The list of sizes, one a line. */
    static final String LIST = "timestamps";

    private static final String FOLDER = "timestamp/";
    private static final Pattern NAME = Pattern.compile("(0|[1-9][0-9]{0,17})\\.tsr");
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    private TimestampFiles() {}

    /** Return the time stamps in a folder, or the one in a file. */
    static SortedMap<Long, byte[]> read(Path place) {
        SortedMap<Long, byte[]> tokens = new TreeMap<>();
        List<Path> files = Files.isDirectory(place)
                ? LocalFiles.names(place).stream().map(place::resolve).toList()
                : List.of(place);
        files.forEach(file -> tokens.put(size(file), LocalFiles.read(file, LogLimits.TIMESTAMP_BYTES)));
        return tokens;
    }

    /** Return the time stamps that a log lists; one that it lists and does not have is there as no bytes. */
    static SortedMap<Long, byte[]> listed(LogSource log) {
        SortedMap<Long, byte[]> tokens = new TreeMap<>();
        log.read(LIST, LocalFiles.DOCUMENT)
                .ifPresent(list -> sizes(list)
                        .forEach(size -> tokens.put(
                                size,
                                log.read(path(size), LogLimits.TIMESTAMP_BYTES).orElse(new byte[0]))));
        return tokens;
    }

    /** Return the sizes in a list; a line that is none is left out. */
    static List<Long> sizes(byte[] list) {
        return new String(list, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> SIZE.matcher(line).matches())
                .map(Long::valueOf)
                .toList();
    }

    /** Return where a log has the time stamp of a size. */
    static String path(long size) {
        return FOLDER + size + ".tsr";
    }

    private static long size(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            throw CommandFailure.usage(file + " is not named as a time stamp is: SIZE.tsr");
        }
        return Long.parseLong(name.group(1));
    }
}
