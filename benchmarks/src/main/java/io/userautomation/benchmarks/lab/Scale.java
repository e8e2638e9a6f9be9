package io.userautomation.benchmarks.lab;

/**
 * How much is measured.
 *
 * @param rounds how often each contender is measured
 * @param users how many different users there are to work with
 * @param published how many records a trial of publishing sends, each user several times; of records that are
 *     ready as many before its clock starts
 * @param figuresCount whether the figures are to say anything
 */
public record Scale(int rounds, int users, int published, boolean figuresCount) {

    /** What figures are taken from: each trial lasts for seconds. */
    public static Scale full() {
        return new Scale(5, 200_000, 2_000_000, true);
    }

    /** Whether everything runs; its figures say nothing. */
    public static Scale quick() {
        return new Scale(1, 1_000, 2_000, false);
    }

    /** How many users a program works on before its clock starts, while its code is still being compiled. */
    public int warmUp() {
        return users / 5;
    }

    /** How many users a program is measured by. */
    public int measured() {
        return users - warmUp();
    }

    /** How many users make a run that is short, to be compared with {@link #manyUsers}. */
    public int fewUsers() {
        return users / 2;
    }

    /** Ten times as many. */
    public int manyUsers() {
        return users * 5;
    }
}
