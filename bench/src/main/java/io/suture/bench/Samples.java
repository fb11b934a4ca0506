package io.suture.bench;

import java.util.Arrays;
import java.util.Collection;

/** Measured values, ascending. */
final class Samples {

    private final double[] ascending;

    private Samples(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        this.ascending = values.clone();
        Arrays.sort(ascending);
    }

    static Samples of(double... values) {
        return new Samples(values);
    }

    static Samples of(Collection<? extends Number> values) {
        return new Samples(values.stream().mapToDouble(Number::doubleValue).toArray());
    }

    int count() {
        return ascending.length;
    }

    double min() {
        return ascending[0];
    }

    double max() {
        return ascending[ascending.length - 1];
    }

    /** Returns the middle value, or the mean of the two in the middle. */
    double median() {
        int middle = ascending.length / 2;
        return ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
    }

    /** Returns the smallest value that at least this share of all values does not exceed (nearest rank). */
    double percentile(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("not a percentile");
        }
        int rank = (int) Math.ceil(percent / 100 * ascending.length);
        return ascending[rank - 1];
    }
}
