package io.suture.cli.audit;

import io.suture.cli.session.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Opens an evidence package within limits. Names in it are keys of a map and never become paths. */
final class PackageReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*(/[A-Za-z0-9_][A-Za-z0-9._+-]*)*");
    private static final int NAME_LENGTH = 512;

    private final ZipLimits limits;
    private long total;

    PackageReader(ZipLimits limits) {
        this.limits = limits;
    }

    /** Return the files of a package by name. */
    Map<String, byte[]> read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            return read(zip);
        } catch (NoSuchFileException e) {
            throw CommandFailure.usage(file + " does not exist");
        } catch (ZipException | IllegalArgumentException e) {
            throw refused("not a ZIP file that can be read: " + e.getMessage());
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be read: " + e.getMessage());
        }
    }

    private Map<String, byte[]> read(ZipFile zip) throws IOException {
        if (zip.size() > limits.files()) {
            throw refused("more than " + limits.files() + " files");
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<? extends ZipEntry> entries = Collections.list(zip.entries());
        for (ZipEntry entry : entries) {
            if (!entry.isDirectory() && files.put(name(entry), content(zip, entry)) != null) {
                throw refused("the name " + entry.getName() + " is there twice");
            }
        }
        return files;
    }

    private static String name(ZipEntry entry) {
        String name = entry.getName();
        if (name.length() > NAME_LENGTH || !NAME.matcher(name).matches()) {
            throw refused("a name that no package has: " + name.replaceAll("[^A-Za-z0-9._/+-]", "?"));
        }
        return name;
    }

    /** Trusts no size that is written in the file: counts what really comes out. */
    private byte[] content(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes(limits.fileBytes() + 1);
            total += content.length;
            if (content.length > limits.fileBytes()) {
                throw refused(entry.getName() + " is larger than " + limits.fileBytes() + " bytes");
            }
            if (total > limits.totalBytes()) {
                throw refused("more than " + limits.totalBytes() + " bytes together");
            }
            requireRatio(entry, content.length);
            return content;
        }
    }

    private void requireRatio(ZipEntry entry, long length) {
        long packed = Math.max(1, entry.getCompressedSize());
        if (length > limits.freeBytes() && length / packed > limits.ratio()) {
            throw refused(entry.getName() + " unpacks to more than " + limits.ratio() + " times its size");
        }
    }

    private static CommandFailure refused(String problem) {
        return CommandFailure.refused("bad-package", "the package is refused: " + problem);
    }
}
