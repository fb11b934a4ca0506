package io.suture.trust.tuf;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Delegation to hash bins (TAP 15): 2^bitLength roles {@code <prefix>-<number>} with the same keys. A path belongs to
 * the bin whose number is the first bits of the path's SHA-256. Each bin is the {@link DelegatedRole} that one would
 * write with {@code path_hash_prefixes}, and terminating, as the reference implementation has it.
 *
 * @param keys who may sign every bin
 * @param bitLength bits of the hash that number the bins, 1 to 32
 * @param namePrefix what the names begin with
 */
public record SuccinctRoles(RoleKeys keys, int bitLength, String namePrefix) {

    private static final int MAX_BITS = 32;
    private static final int HEX_DIGIT_BITS = 4;

    /** Refuse another number of bits and names that no role may have. */
    public SuccinctRoles {
        if (bitLength < 1 || bitLength > MAX_BITS) {
            throw new MalformedDocumentException("bit_length", "must be 1 to " + MAX_BITS);
        }
        DelegatedRole.requireName(namePrefix + "-" + "0".repeat(digits(bitLength)), "name_prefix");
    }

    static SuccinctRoles parse(JsonObject json, KeyTable keys) {
        long bits = json.integer("bit_length");
        return new SuccinctRoles(keys.roleKeys(json), Math.clamp(bits, 0, MAX_BITS + 1), json.string("name_prefix"));
    }

    JsonObject toJson() {
        return keys.toJson()
                .put("bit_length", bitLength)
                .put("name_prefix", namePrefix)
                .build();
    }

    /** Return how many bins there are. */
    public long size() {
        return 1L << bitLength;
    }

    /** Return the names of all bins in order; all must be published before the delegation. */
    public Stream<String> names() {
        return LongStream.range(0, size()).mapToObj(this::name);
    }

    /** Return the bin that may vouch for the path. */
    public DelegatedRole binOf(String path) {
        byte[] hash = Digest.of(path.getBytes(StandardCharsets.UTF_8)).bytes();
        int top = ByteBuffer.wrap(hash).getInt();
        return bin(Integer.toUnsignedLong(top) >>> (MAX_BITS - bitLength));
    }

    /** Return the bin of the given name. */
    public Optional<DelegatedRole> role(String name) {
        String start = namePrefix + "-";
        if (!name.startsWith(start) || name.length() != start.length() + digits(bitLength)) {
            return Optional.empty();
        }
        try {
            long number = HexFormat.fromHexDigitsToLong(name, start.length(), name.length());
            return Optional.of(number)
                    .filter(n -> name(n).equals(name) && n < size())
                    .map(this::bin);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private DelegatedRole bin(long number) {
        return new DelegatedRole(name(number), keys, true, Optional.empty(), Optional.of(hashPrefixes(number)));
    }

    private String name(long number) {
        return namePrefix + "-" + hex(number);
    }

    /** Bits that do not fill the last hexadecimal digit leave several prefixes to a bin. */
    private List<String> hashPrefixes(long number) {
        int free = digits(bitLength) * HEX_DIGIT_BITS - bitLength;
        return IntStream.range(0, 1 << free)
                .mapToObj(rest -> hex((number << free) + rest))
                .toList();
    }

    private String hex(long number) {
        return HexFormat.of().toHexDigits(number, digits(bitLength));
    }

    private static int digits(int bits) {
        return (bits + HEX_DIGIT_BITS - 1) / HEX_DIGIT_BITS;
    }
}
