package io.userautomation.stores;

import io.userautomation.commandline.Summary;
import java.net.InetSocketAddress;
import java.util.List;

/** One server, and what schema-init lays there. Used by one thread at a time. */
public interface ServerSchema extends AutoCloseable {

    /** For messages, such as {@code "Kafka at localhost:9092"}; never holds a secret. */
    String server();

    /** Where it listens; one of them is enough. */
    List<InetSocketAddress> addresses();

    /**
     * Opens a client and makes sure that the server is ready for the work. Called until it succeeds.
     *
     * @throws io.userautomation.commandline.TaskException for what no waiting will mend
     * @throws Exception for what waiting may mend; its message says what is amiss
     */
    void connect() throws Exception;

    /**
     * Changes what others made, where that alone makes it fit and loses nothing; called before {@link #create}, and only
     * where the operator asks for it. Adds to the summary what it did.
     */
    default void repair(Summary summary) throws Exception {}

    /** Creates or migrates what is missing; changes nothing where all is there. Adds to the summary what it did. */
    void create(Summary summary) throws Exception;

    /** What is missing or differs from what the pipeline needs, a sentence each that ends with what to do. */
    List<String> differences(Summary summary) throws Exception;

    @Override
    void close();
}
