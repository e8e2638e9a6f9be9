package io.userautomation.metricsexporter;

/**
 * What ends one day if nobody looks: records, disks, certificates. Each is NaN where it isn't known.
 *
 * @param retention seconds that the users topic keeps a record; infinite where it keeps all
 * @param usableDisk the part of a broker's disk that is free, from 0 to 1; that of the fullest one
 * @param certificateEnd when the first of the brokers' certificates ends, in seconds since 1970
 */
record Bounds(double retention, double usableDisk, double certificateEnd) {

    static final Bounds UNKNOWN = new Bounds(Double.NaN, Double.NaN, Double.NaN);
}
