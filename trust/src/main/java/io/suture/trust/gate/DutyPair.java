package io.suture.trust.gate;

import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import java.util.List;
import java.util.Optional;

/**
 * Two duties that one person must not have for the same release. Whoever has both keeps the earlier one; what they sign
 * in the later one does not count.
 *
 * @param earlier the duty that is done first
 * @param later the other one
 */
public record DutyPair(Duty earlier, Duty later) {

    /** Refuses a pair of one duty, and puts the two in order. */
    public DutyPair {
        if (earlier == later) {
            throw new MalformedDocumentException("separationOfDuties", "a pair names one duty twice");
        }
        if (earlier.compareTo(later) > 0) {
            Duty first = later;
            later = earlier;
            earlier = first;
        }
    }

    static DutyPair of(JsonValue json) {
        List<String> words = json instanceof JsonArray pair ? pair.strings() : List.of();
        if (words.size() != 2) {
            throw new MalformedDocumentException("separationOfDuties", "pairs of two duties are expected");
        }
        return new DutyPair(Duty.ofJson(words.getFirst()), Duty.ofJson(words.getLast()));
    }

    JsonValue toJson() {
        return JsonArray.ofStrings(List.of(earlier.json(), later.json()));
    }

    boolean names(Duty duty) {
        return earlier == duty || later == duty;
    }

    /** Return the duty that forbids this one. */
    Optional<Duty> forbidding(Duty duty) {
        return later == duty ? Optional.of(earlier) : Optional.empty();
    }
}
