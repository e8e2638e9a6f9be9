package io.userautomation.benchmarks.compare;

import com.google.gson.annotations.SerializedName;

/**
 * What the median of a figure should be.
 *
 * @param bound from which side
 * @param value in the figure's unit
 */
public record Goal(Bound bound, double value) {

    /** From which side a figure is bounded. */
    public enum Bound {
        @SerializedName("at least")
        AT_LEAST("≥"),
        @SerializedName("at most")
        AT_MOST("≤");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }

        /** As in {@code "≥"}. */
        public String sign() {
            return sign;
        }
    }

    public static Goal atLeast(double value) {
        return new Goal(Bound.AT_LEAST, value);
    }

    public static Goal atMost(double value) {
        return new Goal(Bound.AT_MOST, value);
    }

    boolean isMetBy(double figure) {
        return bound == Bound.AT_LEAST ? figure >= value : figure <= value;
    }
}
