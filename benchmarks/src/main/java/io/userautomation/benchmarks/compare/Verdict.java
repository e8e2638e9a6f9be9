package io.userautomation.benchmarks.compare;

import com.google.gson.annotations.SerializedName;

/**
 * A ratio that was measured, and the one that was wanted.
 *
 * @param against the reference's name
 * @param ratio ours by the reference's, of each round
 * @param goal the least that the median should be; null where the ratio is only told
 */
public record Verdict(String against, Spread ratio, Double goal) {

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
        return ratio.median() >= goal ? Ending.MET : Ending.MISSED;
    }
}
