package io.suture.trust.evidence;

import java.util.UUID;

/** A set of UUIDs without an object for each: 16 bytes an id, and as much again for room. */
final class IdSet {

    private static final int FIRST = 1 << 10;

    private long[] table = new long[2 * FIRST];
    private int size;
    private boolean zero;

    /** Adds an id and returns whether it was not there. */
    boolean add(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        if (high == 0 && low == 0) {
            boolean added = !zero;
            zero = true;
            return added;
        }
        if (2 * (size + 1) > table.length / 2) {
            grow();
        }
        if (!put(table, high, low)) {
            return false;
        }
        size++;
        return true;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(table.length, 2)];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i] != 0 || table[i + 1] != 0) {
                put(larger, table[i], table[i + 1]);
            }
        }
        table = larger;
    }

    private static boolean put(long[] table, long high, long low) {
        int mask = table.length / 2 - 1;
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (table[2 * slot] != 0 || table[2 * slot + 1] != 0) {
            if (table[2 * slot] == high && table[2 * slot + 1] == low) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        table[2 * slot] = high;
        table[2 * slot + 1] = low;
        return true;
    }
}
