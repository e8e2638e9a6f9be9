package io.userautomation.localstack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of one of a process' streams, read by a thread as they come, so that the process never waits for us. */
final class OutputLines {
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private OutputLines(InputStream stream) {
        reader = new Thread(() -> readAll(stream), "process-output");
        reader.setDaemon(true);
    }

    static OutputLines of(InputStream stream) {
        OutputLines lines = new OutputLines(stream);
        lines.reader.start();
        return lines;
    }

    private void readAll(InputStream stream) {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException killedWithTheStreamOpen) {
            // A killed process' stream is closed under its reader; what came until then is all there is.
        }
    }

    List<String> soFar() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** All lines; waits for the end of the stream, which a child that outlives its parent may keep open: 10 s at most. */
    List<String> all() throws InterruptedException {
        reader.join(10_000);
        return soFar();
    }

    String last(int count) {
        List<String> now = soFar();
        return String.join("\n", now.subList(Math.max(0, now.size() - count), now.size()));
    }
}
