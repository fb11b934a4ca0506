package io.suture.trust.evidence;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Reads a dossier's ZIP file from front to back and finds the first byte that is not the one {@link PlainZip} writes.
 * What was read before it stays readable, so that the other checks can still say what is wrong. Names are keys of a map
 * and never become paths.
 */
public final class PackageArchive {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*(/[A-Za-z0-9_][A-Za-z0-9._+-]*)*");
    private static final int PIECE = 1 << 20;

    private final ArchiveBytes archive;
    private final ArchiveLimits limits;
    private final Map<String, PackagedFile> files = new TreeMap<>();
    private final List<PlainZip.Item> items = new ArrayList<>();
    private Optional<String> flaw = Optional.empty();
    private long position;

    private PackageArchive(ArchiveBytes archive, ArchiveLimits limits) {
        this.archive = archive;
        this.limits = limits;
    }

    /** Reads an archive; whatever is wrong with it is its {@link #flaw()}. */
    public static PackageArchive read(ArchiveBytes archive, ArchiveLimits limits) {
        PackageArchive read = new PackageArchive(archive, limits);
        try {
            read.readFiles();
            read.compareTail();
        } catch (FailedCheck e) {
            read.found(String.valueOf(e.getMessage()));
        }
        return read;
    }

    Map<String, PackagedFile> files() {
        return files;
    }

    /** Return when the package says it was exported. */
    public Optional<Instant> exportedAt() {
        try {
            return new PackageFiles(files)
                    .find(PackageFiles.RELEASE)
                    .flatMap(json -> Json.parseObject(json).findInstant("exportedAt"));
        } catch (MalformedDocumentException | FailedCheck e) {
            return Optional.empty();
        }
    }

    /** Return the first thing that is not as it must be, naming the item. */
    public Optional<String> flaw() {
        return flaw;
    }

    private void readFiles() {
        if (archive.length() > limits.totalBytes()) {
            throw new FailedCheck("the archive is larger than " + limits.totalBytes() + " bytes");
        }
        while (isLocal()) {
            readFile();
        }
        if (items.isEmpty()) {
            throw new FailedCheck("no ZIP file of a dossier: it does not start with a file's header");
        }
    }

    private boolean isLocal() {
        return remaining() >= Integer.BYTES && little(position, Integer.BYTES).getInt() == PlainZip.LOCAL;
    }

    private void readFile() {
        String after = items.isEmpty() ? "the start" : items.getLast().name();
        requireRemaining(PlainZip.LOCAL_BYTES, "the header after " + after);
        ByteBuffer head = little(position, PlainZip.LOCAL_BYTES);
        long length = Integer.toUnsignedLong(head.getInt(22));
        int nameLength = Short.toUnsignedInt(head.getShort(26));
        requireRemaining(PlainZip.LOCAL_BYTES + nameLength + length, "the file after " + after);
        String name = name(nameLength, after);
        PlainZip.Item item = readContent(name, position + PlainZip.LOCAL_BYTES + nameLength, length);
        requireOrder(item);
        byte[] wanted = PlainZip.head(item);
        int crc = head.getInt(14);
        compareHead(item, wanted);
        if (crc != (int) item.crc()) {
            found("the content of " + name + " is not the one its CRC was made of");
        }
        items.add(item);
        position += item.packedLength();
    }

    private String name(int length, String after) {
        byte[] bytes = archive.read(position + PlainZip.LOCAL_BYTES, length);
        String name = new String(bytes, StandardCharsets.ISO_8859_1);
        if (length > limits.nameBytes() || !NAME.matcher(name).matches()) {
            throw new FailedCheck("the file after " + after + " has a name that no dossier has: "
                    + name.substring(0, Math.min(80, name.length())).replaceAll("[^A-Za-z0-9._/+-]", "?"));
        }
        return name;
    }

    private PlainZip.Item readContent(String name, long offset, long length) {
        CRC32 crc = new CRC32();
        MessageDigest sha256 = Digest.sha256();
        for (long at = 0; at < length; at += PIECE) {
            byte[] piece = archive.read(offset + at, (int) Math.min(PIECE, length - at));
            crc.update(piece);
            sha256.update(piece);
        }
        if (files.put(name, new Stored(name, offset, length, Digest.ofBytes(sha256.digest()))) != null) {
            throw new FailedCheck(name + " is there twice");
        }
        return new PlainZip.Item(name, length, crc.getValue());
    }

    private void requireOrder(PlainZip.Item item) {
        if (items.size() >= limits.files()) {
            throw new FailedCheck("more than " + limits.files() + " files");
        }
        if (!items.isEmpty() && items.getLast().name().compareTo(item.name()) >= 0) {
            found(item.name() + " stands after " + items.getLast().name());
        }
    }

    /** The CRC is compared apart, for a reader wants to know which of the two is wrong. */
    private void compareHead(PlainZip.Item item, byte[] wanted) {
        byte[] present = archive.read(position, wanted.length);
        for (int i = 0; i < wanted.length; i++) {
            if (present[i] != wanted[i] && (i < 14 || i >= 18)) {
                throw new FailedCheck("the header of " + item.name() + " differs at its byte " + i);
            }
        }
    }

    private void compareTail() {
        byte[] wanted = PlainZip.tail(items);
        byte[] present = archive.read(position, (int) Math.min(wanted.length, remaining()));
        int at = Arrays.mismatch(wanted, present);
        if (at >= 0) {
            throw new FailedCheck("the archive differs at byte " + (position + at) + ", " + place(at));
        }
        if (remaining() > wanted.length) {
            throw new FailedCheck((remaining() - wanted.length) + " bytes follow the end of the archive");
        }
    }

    private String place(int at) {
        int end = 0;
        for (PlainZip.Item item : items) {
            end += PlainZip.centralLength(item);
            if (at < end) {
                return "in the directory's record of " + item.name();
            }
        }
        return "in the end of the directory";
    }

    private void found(String problem) {
        flaw = flaw.or(() -> Optional.of(problem));
    }

    private void requireRemaining(long length, String what) {
        if (remaining() < length) {
            throw new FailedCheck(what + " is cut off");
        }
    }

    private long remaining() {
        return archive.length() - position;
    }

    private ByteBuffer little(long offset, int length) {
        return PlainZip.little(archive.read(offset, length));
    }

    /** A file that stays in the archive. */
    private final class Stored implements PackagedFile {

        private final String name;
        private final long offset;
        private final long length;
        private final Digest digest;

        Stored(String name, long offset, long length, Digest digest) {
            this.name = name;
            this.offset = offset;
            this.length = length;
            this.digest = digest;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public Digest digest() {
            return digest;
        }

        @Override
        public byte[] bytes() {
            if (length > EvidenceLimits.TARGET_BYTES) {
                throw new FailedCheck(name + " is larger than " + EvidenceLimits.TARGET_BYTES + " bytes");
            }
            return archive.read(offset, (int) length);
        }
    }
}
