package io.userautomation.localstack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.userautomation.commandline.Summary;
import java.util.List;
import java.util.stream.Stream;

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
     * The summary that every task ends its stdout with; of another program the last line that is a JSON object. What a JVM
     * or an agent says behind it doesn't count.
     *
     * @throws AssertionError with everything it wrote, if there is none
     */
    public JsonObject lastStdoutLineAsJson() {
        return Summary.last(stdout)
                .or(() -> stdout.stream().flatMap(Finished::object).reduce((earlier, later) -> later))
                .orElseThrow(() -> new AssertionError("no line on stdout is a JSON object: " + this));
    }

    private static Stream<JsonObject> object(String line) {
        try {
            return Stream.of(JsonParser.parseString(line))
                    .filter(JsonElement::isJsonObject)
                    .map(JsonElement::getAsJsonObject);
        } catch (JsonParseException notJson) {
            return Stream.empty();
        }
    }
}
