package io.suture.trust.attest;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.HashSet;
import java.util.List;

/** Members with a closed set of values. */
final class Words {

    private Words() {}

    static void require(JsonObject json, String key, String value) {
        choose(json, key, value, value);
    }

    /** Return whether the member is the first of two allowed words. */
    static boolean choose(JsonObject json, String key, String yes, String no) {
        String word = json.string(key);
        if (!word.equals(yes) && !word.equals(no)) {
            throw new MalformedDocumentException(key, yes.equals(no) ? yes + " is expected" : yes + " or " + no);
        }
        return word.equals(yes);
    }

    static <T> List<T> distinct(String key, List<T> values) {
        if (values.size() > AttestLimits.LIST || new HashSet<>(values).size() != values.size()) {
            throw new MalformedDocumentException(key, "has too many or repeated entries");
        }
        return List.copyOf(values);
    }
}
