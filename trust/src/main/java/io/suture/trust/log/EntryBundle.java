package io.suture.trust.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entry bundles (tlog-tiles, "Log Entries"): for each entry its length in two bytes, big endian, and its bytes. */
public final class EntryBundle {

    /** Most bytes of a bundle. */
    public static final int MAX_BYTES = LogLimits.TILE_WIDTH * (Short.BYTES + LogLimits.ENTRY_BYTES);

    private static final String DOCUMENT = "entry bundle";

    private EntryBundle() {}

    /** Return the entries of a bundle, as many as its path says, and nothing after them. */
    public static List<byte[]> parse(BundlePath path, byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        List<byte[]> entries = new ArrayList<>(path.width());
        while (rest.hasRemaining()) {
            entries.add(next(path, rest));
        }
        if (entries.size() != path.width()) {
            throw new MalformedLogDocument(DOCUMENT, path + " has " + entries.size() + " entries");
        }
        return entries;
    }

    /** Return the bundle of entries. */
    public static byte[] format(List<byte[]> entries) {
        ByteBuffer bundle = ByteBuffer.allocate(
                entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum());
        for (byte[] entry : entries) {
            if (entry.length > LogLimits.ENTRY_BYTES) {
                throw new MalformedLogDocument(DOCUMENT, "an entry has " + entry.length + " bytes");
            }
            bundle.putShort((short) entry.length).put(entry);
        }
        return bundle.array();
    }

    private static byte[] next(BundlePath path, ByteBuffer rest) {
        int length = rest.remaining() < Short.BYTES ? Integer.MAX_VALUE : Short.toUnsignedInt(rest.getShort());
        if (length > rest.remaining()) {
            throw new MalformedLogDocument(DOCUMENT, path + " ends within an entry");
        }
        byte[] entry = new byte[length];
        rest.get(entry);
        return entry;
    }
}
