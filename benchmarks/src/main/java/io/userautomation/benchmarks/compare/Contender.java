package io.userautomation.benchmarks.compare;

/**
 * One of those that are compared.
 *
 * @param name as in {@code "ours"}; names it in reports
 * @param work does the work once and says how long it took
 */
public record Contender(String name, Work work) {

    /** A piece of work that can be done over and over, each time from the same state. */
    @FunctionalInterface
    public interface Work {

        /** @throws Exception when it can't be done, or was not done as a whole: there is no figure then */
        Trial once() throws Exception;
    }
}
