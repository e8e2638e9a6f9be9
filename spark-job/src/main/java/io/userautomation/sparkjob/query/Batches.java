package io.userautomation.sparkjob.query;

import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/** What one query does with its batches. */
public interface Batches {

    /** The query's name, which its checkpoint's folder begins with. */
    String name();

    /** Makes sure, before the query starts, that what it writes to is there. @return what that is */
    Target prepare() throws InterruptedException;

    /**
     * Looks again, between batches, whether what it writes to is still that. A server that does not answer is the next batch's
     * to notice.
     *
     * @throws io.userautomation.commandline.TaskException when it is gone, or another one
     */
    default void require(Target target) throws InterruptedException {}

    /** Takes one batch, rows of the users topic, in one action; returns when all of it is acknowledged. The same batch may come again. */
    void process(JavaRDD<Row> records) throws InterruptedException;

    /** Which server it waits for now, and why; empty while it waits for none. */
    default Optional<String> waitsFor() {
        return Optional.empty();
    }

    /** What was done so far. */
    Totals totals();
}
