package io.userautomation.metricsexporter;

/**
 * What a store has before it.
 *
 * @param records that it has not stored yet; NaN where that isn't known
 * @param seconds since the oldest of them was published; 0 where there is none, NaN where that isn't known
 */
record Lag(double records, double seconds) {

    static final Lag UNKNOWN = new Lag(Double.NaN, Double.NaN);
}
