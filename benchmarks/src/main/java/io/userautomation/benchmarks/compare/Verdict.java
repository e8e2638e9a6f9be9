package io.userautomation.benchmarks.compare;

import com.google.gson.annotations.SerializedName;

/**
 * A figure that was measured, and what it should be.
 *
 * @param about what it is of: the reference's name where it is a ratio
 * @param figure one value of each round
 * @param unit as in {@code "s"}; empty for a ratio
 * @param goal what the median should be; null where the figure is only told
 */
public record Verdict(String about, Spread figure, String unit, Goal goal) {

    /** How it ended. */
    public enum Ending {
        @SerializedName("met")
        MET,
        @SerializedName("missed")
        MISSED,
        @SerializedName("no goal")
        NO_GOAL
    }

    public Ending ending() {
        if (goal == null) {
            return Ending.NO_GOAL;
        }
        return goal.isMetBy(figure.median()) ? Ending.MET : Ending.MISSED;
    }
}
