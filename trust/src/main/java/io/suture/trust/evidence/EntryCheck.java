package io.suture.trust.evidence;

import io.suture.trust.digest.Digest;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.LogException;
import io.suture.trust.log.Section;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A check that looks at each entry once, in order, and keeps the first thing that is wrong. */
abstract class EntryCheck {

    private final String id;
    private @Nullable FailedCheck first;

    EntryCheck(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Looks at an entry; throws {@link FailedCheck} where it is wrong. */
    abstract void look(long index, Read read);

    /** Return what passed. */
    abstract String passed();

    /** An entry as logged, and what it says if it is in its format. */
    @SuppressWarnings("ArrayRecordComponent") // read only
    record Read(byte[] bytes, Optional<AuditEntry> entry, Optional<String> flaw) {

        static Read of(byte[] bytes) {
            try {
                return new Read(bytes, Optional.of(AuditEntry.parse(bytes)), Optional.empty());
            } catch (LogException e) {
                return new Read(bytes, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
            }
        }
    }

    final void see(long index, Read read) {
        if (first != null) {
            return;
        }
        try {
            look(index, read);
        } catch (FailedCheck e) {
            first = e;
        }
    }

    /**
     * Return the result.
     *
     * @param whole whether every entry was seen; otherwise nothing passes
     */
    final String conclude(boolean whole) {
        if (first != null) {
            throw first;
        }
        if (!whole) {
            throw new OpenCheck("not every entry could be read");
        }
        return passed();
    }

    /** Every entry is in the format. */
    static final class Form extends EntryCheck {

        private long seen;

        Form() {
            super("entries-well-formed");
        }

        @Override
        void look(long index, Read read) {
            read.flaw().ifPresent(flaw -> {
                throw new FailedCheck("entry " + index + ": " + flaw);
            });
            seen++;
        }

        @Override
        String passed() {
            return seen + " entries are audit entries";
        }
    }

    /** No event is logged twice. */
    static final class UniqueIds extends EntryCheck {

        private final IdSet ids = new IdSet();
        private long seen;

        UniqueIds() {
            super("ids-unique");
        }

        @Override
        void look(long index, Read read) {
            read.entry().ifPresent(entry -> {
                if (!ids.add(UUID.fromString(entry.id()))) {
                    throw new FailedCheck("entry " + index + " has the id of an earlier one: " + entry.id());
                }
                seen++;
            });
        }

        @Override
        String passed() {
            return seen + " ids, each once";
        }
    }

    /** Times do not go back by more than a sequencer's or a clock's jitter, and no entry is later than its witnesses saw it. */
    static final class Times extends EntryCheck {

        /** How much earlier than one before it an entry may be. */
        static final Duration JITTER = Duration.ofMinutes(10);

        private final Optional<Instant> cosigned;
        private Instant latest = Instant.MIN;

        Times(Optional<Instant> cosigned) {
            super("times-in-order");
            this.cosigned = cosigned;
        }

        @Override
        void look(long index, Read read) {
            read.entry().map(AuditEntry::time).ifPresent(time -> requireInOrder(index, time));
        }

        private void requireInOrder(long index, Instant time) {
            if (!latest.equals(Instant.MIN) && time.isBefore(latest.minus(JITTER))) {
                throw new FailedCheck(
                        "entry " + index + " is older than one before it", "not before " + latest.minus(JITTER), time);
            }
            cosigned.filter(last -> time.isAfter(last.plus(JITTER))).ifPresent(last -> {
                throw new FailedCheck("entry " + index + " is later than its cosignatures", "not after " + last, time);
            });
            latest = time.isAfter(latest) ? time : latest;
        }

        @Override
        String passed() {
            return "no entry is more than " + JITTER.toMinutes() + " minutes older than one before it";
        }
    }

    /** No entry is later than the first time stamp over it. */
    static final class Stamped extends EntryCheck {

        private final NavigableMap<Long, Instant> bounds;
        private long bounded;

        /**
         * Creates the check.
         *
         * @param bounds size of a tree to the time at which all its entries were there
         */
        Stamped(NavigableMap<Long, Instant> bounds) {
            super("times-stamped");
            this.bounds = bounds;
        }

        @Override
        void look(long index, Read read) {
            Map.Entry<Long, Instant> bound = bounds.higherEntry(index);
            if (bound == null || read.entry().isEmpty()) {
                return;
            }
            Instant time = read.entry().get().time();
            if (time.isAfter(bound.getValue().plus(Times.JITTER))) {
                throw new FailedCheck(
                        "entry " + index + " is later than its time stamp", "not after " + bound.getValue(), time);
            }
            bounded++;
        }

        @Override
        String passed() {
            return bounded + " entries are not later than their time stamps";
        }
    }

    /** A package's lines are its entries, byte by byte. */
    static final class AsLines extends EntryCheck {

        private final Optional<PackagedFile> lines;
        private final MessageDigest expected = Digest.sha256();

        AsLines(Optional<PackagedFile> lines) {
            super("entries-as-lines");
            this.lines = lines;
        }

        @Override
        void look(long index, Read read) {
            expected.update(LogPackage.line(index, read.bytes()));
        }

        @Override
        String passed() {
            Digest found = lines.orElseThrow(() -> new FailedCheck("the lines are missing"))
                    .digest();
            Digest computed = Digest.ofBytes(expected.digest());
            if (!found.equals(computed)) {
                throw new FailedCheck("the lines are not those of the entries", computed, found);
            }
            return "the lines say what the entries say";
        }
    }

    /** What kinds of events there are. */
    static final class Kinds extends EntryCheck {

        private static final int SHOWN = 8;

        private final Map<String, Long> kinds = new TreeMap<>();

        Kinds() {
            super("kinds-counted");
        }

        @Override
        void look(long index, Read read) {
            read.entry().ifPresent(entry -> kinds.merge(entry.kind(), 1L, Long::sum));
        }

        @Override
        String passed() {
            List<String> most = kinds.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(SHOWN)
                    .map(kind -> kind.getValue() + " " + kind.getKey())
                    .toList();
            return kinds.size() + " kinds: " + String.join(", ", most) + (kinds.size() > SHOWN ? ", …" : "");
        }
    }

    /** The disclosed sections are those the entries commit to. */
    static final class DisclosedMatch extends EntryCheck {

        private final Map<Long, List<Section>> disclosed;
        private long matched;

        DisclosedMatch(Map<Long, List<Section>> disclosed) {
            super("disclosures-match");
            this.disclosed = disclosed;
        }

        @Override
        void look(long index, Read read) {
            for (Section section : disclosed.getOrDefault(index, List.of())) {
                String logged = read.entry()
                        .map(entry -> entry.commit().getOrDefault(section.name(), "no commitment"))
                        .orElse("no entry");
                if (!logged.equals(section.commitment())) {
                    throw new FailedCheck(
                            "section " + section.name() + " of entry " + index + " is not what was logged",
                            logged,
                            section.commitment());
                }
                matched++;
            }
        }

        @Override
        String passed() {
            long all = disclosed.values().stream().mapToLong(List::size).sum();
            if (matched < all) {
                throw new FailedCheck(
                        "some disclosed sections are of entries that the log does not have", all, matched);
            }
            return matched + " disclosed sections are those the entries commit to";
        }
    }
}
