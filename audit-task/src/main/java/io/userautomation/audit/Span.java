package io.userautomation.audit;

/**
 * The run's part of one partition, as far as the log still has it.
 *
 * @param start where the run began, inclusive
 * @param end where it ended, exclusive
 * @param logStart the log's first offset today
 * @param logEnd the offset after its last
 */
record Span(long start, long end, long logStart, long logEnd) {

    /** First offset of the run that can be read again. */
    long readableFrom() {
        return Math.min(Math.max(start, logStart), readableTo());
    }

    /** The offset after the last that can be read again. */
    long readableTo() {
        return Math.max(start, Math.min(end, logEnd));
    }

    /** Offsets of the run that the log no longer has: removed by its retention, or with the whole topic. */
    long expired() {
        return (end - start) - (readableTo() - readableFrom());
    }
}
