package io.suture.server.catalog;

import io.suture.server.problem.Fields;
import java.util.regex.Pattern;

/** The device identifier of a UDI as issued by GS1: a GTIN-14 with its check digit (GS1 General Specifications 7.9). */
final class UdiDi {

    private static final Pattern GTIN_14 = Pattern.compile("[0-9]{14}");

    private UdiDi() {}

    /** Return the identifier if its form and check digit are right. */
    static String check(String value) {
        if (!GTIN_14.matcher(value).matches()) {
            throw Fields.invalid("udiDi", "must be a GTIN-14");
        }
        if (sum(value) % 10 != 0) {
            throw Fields.invalid("udiDi", "has a wrong check digit");
        }
        return value;
    }

    /** Weights 3, 1, 3, 1 … from the left; the check digit makes it a multiple of ten. */
    private static int sum(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return sum;
    }
}
