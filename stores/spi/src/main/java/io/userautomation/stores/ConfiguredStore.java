package io.userautomation.stores;

/** One database, as the settings say where it is; nothing is connected yet. */
public interface ConfiguredStore {

    /** The {@link Store#name() store's name}. */
    String store();

    /** Its table of users, as messages spell it; part of a checkpoint's identity. */
    String table();

    /** What lays and inspects its tables. */
    ServerSchema schema();

    /**
     * What writes users to it; travels to the executors.
     *
     * @param deadLetters takes what the database refuses as data
     */
    StoreWriter writer(DeadLetterWriter deadLetters);

    /**
     * Connects a reader, in one try.
     *
     * @throws StoreUnavailableException when it does not answer, which waiting may mend
     * @throws io.userautomation.commandline.TaskException for what no waiting mends, such as a wrong login or table
     */
    StoreReader reader() throws StoreUnavailableException;

    /** For messages: the server, its address and table; never a secret. */
    @Override
    String toString();
}
