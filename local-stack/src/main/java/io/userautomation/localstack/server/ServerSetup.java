package io.userautomation.localstack.server;

import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.util.Map;

/** What is particular to one server: its files, its command, how it is seen to be ready and how it is told to end. */
public interface ServerSetup {
    ServerKind kind();

    /** Before each start: writes the configuration, and the first time whatever the data folder must hold. */
    void prepare(LogFile log) throws IOException, InterruptedException;

    Command command() throws IOException;

    /** Asked again and again while the server starts: whether clients can work with it now. */
    boolean isReady(LogFile log) throws IOException;

    /** The signal that makes it end in good order. */
    default String endSignal() {
        return "TERM";
    }

    /** The signal that it gets when this JVM dies, having stopped nothing. */
    default String deathSignal() {
        return endSignal();
    }

    /** Whether also the processes that it started are to get {@link #endSignal()}. */
    default boolean tellsChildrenToEnd() {
        return false;
    }

    /** The environment variables that point a task at this server. */
    Map<String, String> environment();
}
