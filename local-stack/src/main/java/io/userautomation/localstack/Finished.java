package io.userautomation.localstack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;

/**
 * What became of a process.
 *
 * @param exitStatus 128 plus the signal's number if a signal ended it
 * @param stdout its lines
 * @param stderr its text, lines with line feeds between them
 */
public record Finished(int exitStatus, List<String> stdout, String stderr) {
    public Finished {
        stdout = List.copyOf(stdout);
    }

    /** Empty if nothing was written. */
    public String lastStdoutLine() {
        return stdout.isEmpty() ? "" : stdout.get(stdout.size() - 1);
    }

    /**
     * The summary that every task ends its stdout with.
     *
     * @throws AssertionError with everything it wrote, if that line isn't a JSON object
     */
    public JsonObject lastStdoutLineAsJson() {
        try {
            return JsonParser.parseString(lastStdoutLine()).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new AssertionError("the last line on stdout is no JSON object: " + this, e);
        }
    }
}
