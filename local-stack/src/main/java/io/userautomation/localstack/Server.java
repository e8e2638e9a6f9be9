package io.userautomation.localstack;

import java.nio.file.Path;

/**
 * One running server of a stack: a process of its own that can be stopped, killed, paused and restarted, as a fault
 * test or a person at a terminal would do it. Every method returns when what it says is so.
 */
public interface Server {
    ServerKind kind();

    /** The port its clients connect to, on 127.0.0.1; the same for the stack's whole life. */
    int port();

    /** The server's process, or the last one if it is not running now. */
    long pid();

    boolean isRunning();

    /** What the server wrote on stdout and stderr. */
    Path log();

    /** Ends it as an operator would: a signal to end, a bounded wait, then SIGKILL. Nothing if it isn't running. */
    void stop();

    /** SIGKILL: no chance to flush, close or say goodbye. */
    void kill();

    /** Starts it again on the same port and data and waits until it answers; stops it first if it runs. */
    void restart();

    /** SIGSTOP: connections stay open and nothing answers, like a machine that hangs. */
    void pause();

    /** SIGCONT: ends {@link #pause()}. */
    void resume();
}
