package io.userautomation.benchmarks.lab;

import io.userautomation.localstack.TaskProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Empties the users' tables between trials; one process for all of them, which waits meanwhile. */
public final class TableEmptier implements AutoCloseable {

    private final TaskProcess program;
    private int asked;

    TableEmptier(TaskProcess program) {
        this.program = program;
    }

    /**
     * Empties a table.
     *
     * @param database {@code cassandra} or {@code postgres}
     * @param rows how many it should hold by now
     * @throws io.userautomation.localstack.StackException where it holds others
     */
    public void empty(String database, int rows) {
        try {
            program.stdin().write("%s %s%n".formatted(database, rows).getBytes(StandardCharsets.UTF_8));
            program.stdin().flush();
            asked++;
            Lab.await(() -> emptied() == asked, program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a table was emptied", e);
        }
    }

    private long emptied() {
        return program.stdout().stream()
                .filter(line -> line.endsWith(" is empty"))
                .count();
    }

    @Override
    public void close() {
        program.close();
    }
}
