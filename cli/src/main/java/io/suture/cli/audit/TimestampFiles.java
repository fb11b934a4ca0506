package io.suture.cli.audit;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.log.LogLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time stamps of checkpoints in files named {@code <size>.tsr}. */
final class TimestampFiles {

    private static final Pattern NAME = Pattern.compile("(0|[1-9][0-9]{0,17})\\.tsr");

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

    private static long size(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            throw CommandFailure.usage(file + " is not named as a time stamp is: SIZE.tsr");
        }
        return Long.parseLong(name.group(1));
    }
}
