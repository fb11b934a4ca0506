package io.suture.trust.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;

/**
 * The one form in which a dossier is a ZIP file (PKWARE APPNOTE 4.3): names in order, contents stored as they are, no
 * comment, no extra field, the first date a ZIP can state. Names and contents alone determine every byte, whatever
 * library or machine wrote it, so a reader compares instead of interpreting.
 */
public final class PlainZip {

    static final int LOCAL = 0x04034b50;
    static final int LOCAL_BYTES = 30;

    /** Largest file and archive: what fits without the 64-bit extension. */
    public static final long MAX_BYTES = 0xffff_fffeL;

    /** Most files. */
    public static final int MAX_FILES = 0xfffe;

    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final short VERSION = 10;
    private static final short DATE = 0x0021; // 1980-01-01

    private PlainZip() {}

    /**
     * A file of the archive.
     *
     * @param name its name, ASCII
     * @param length its length
     * @param crc the CRC-32 of its content
     */
    public record Item(String name, long length, long crc) {

        /** Return the item with that content. */
        public static Item of(String name, byte[] content) {
            CRC32 crc = new CRC32();
            crc.update(content);
            return new Item(name, content.length, crc.getValue());
        }

        long packedLength() {
            return LOCAL_BYTES + nameBytes().length + length;
        }

        byte[] nameBytes() {
            return name.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Return the archive of these files. */
    public static byte[] of(SortedMap<String, byte[]> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Item> items = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Item item = Item.of(file.getKey(), file.getValue());
            items.add(item);
            out.writeBytes(head(item));
            out.writeBytes(file.getValue());
        }
        out.writeBytes(tail(items));
        return out.toByteArray();
    }

    /** Return the length of an archive of these items. */
    public static long length(List<Item> items) {
        return items.stream()
                        .mapToLong(item -> item.packedLength() + centralLength(item))
                        .sum()
                + END_BYTES;
    }

    /** Return what stands before an item's content. */
    public static byte[] head(Item item) {
        byte[] head = new byte[LOCAL_BYTES + item.nameBytes().length];
        describe(little(head).putInt(LOCAL).putShort(VERSION), item).put(item.nameBytes());
        return head;
    }

    /** Return what stands after the last item's content: the central directory and its end. */
    public static byte[] tail(List<Item> items) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long offset = 0;
        for (Item item : items) {
            out.writeBytes(central(item, offset));
            offset += item.packedLength();
        }
        int length = out.size();
        byte[] end = new byte[END_BYTES];
        little(end)
                .putInt(END)
                .putInt(0) // disks
                .putShort((short) items.size())
                .putShort((short) items.size())
                .putInt(length)
                .putInt((int) offset)
                .putShort((short) 0); // comment
        out.writeBytes(end);
        return out.toByteArray();
    }

    private static byte[] central(Item item, long offset) {
        byte[] record = new byte[centralLength(item)];
        describe(little(record).putInt(CENTRAL).putShort(VERSION).putShort(VERSION), item)
                .putShort((short) 0) // comment
                .putShort((short) 0) // disk
                .putShort((short) 0) // internal attributes
                .putInt(0) // external attributes
                .putInt((int) offset)
                .put(item.nameBytes());
        return record;
    }

    static int centralLength(Item item) {
        return CENTRAL_BYTES + item.nameBytes().length;
    }

    /** Flags, method, time, date, CRC, both lengths, length of name and of extra fields: alike in both places. */
    private static ByteBuffer describe(ByteBuffer out, Item item) {
        return out.putShort((short) 0)
                .putShort((short) 0) // stored
                .putShort((short) 0)
                .putShort(DATE)
                .putInt((int) item.crc())
                .putInt((int) item.length())
                .putInt((int) item.length())
                .putShort((short) item.nameBytes().length)
                .putShort((short) 0);
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
