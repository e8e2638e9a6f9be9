package io.userautomation.deadletters.replay;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.deadletters.RepeatedKey;
import io.userautomation.kafka.wire.UserRecordParser;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values that an operator has repaired: a JSON object a line, of which all or none are used. */
final class RepairedDeadLetters {

    /**
     * Where a dead letter stands on the dead-letter topic.
     *
     * @param partition its partition
     * @param offset its offset
     */
    record Place(int partition, long offset) {}

    /**
     * One line of the file.
     *
     * @param line its number, from 1
     * @param user the repaired user, valid
     */
    record Repaired(int line, UserRecord user) {}

    private static final Gson GSON =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();
    /** The last two are the export's: what was wrong, and the bytes that are no JSON object. */
    private static final Set<String> KEYS = Set.of("partition", "offset", "value", "reason", "bytes");

    private static final int MAX_PROBLEMS = 20;

    private final Path file;
    private final Map<Place, Repaired> deadLetters = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private RepairedDeadLetters(Path file) {
        this.file = file;
    }

    /**
     * Reads and checks all of it.
     *
     * @throws TaskException for status 2 that names each line that can't be used, but nothing of its content
     */
    static Map<Place, Repaired> read(Path file) {
        RepairedDeadLetters repaired = new RepairedDeadLetters(file);
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    repaired.add(number, line);
                }
                number++;
            }
        } catch (IOException e) {
            throw new TaskException(
                    ExitStatus.BAD_SETTINGS, "%s can't be read as UTF-8 text: %s".formatted(file, e), e);
        }
        repaired.requireNoProblems();
        return repaired.deadLetters;
    }

    /** What a line that names no dead letter ends the task with. */
    static TaskException unknown(Path file, List<Integer> lines, String topic) {
        return refused(
                file,
                lines.stream()
                        .map(line -> "line %s: topic %s has no dead letter there".formatted(line, topic))
                        .toList());
    }

    private void add(int number, String line) {
        try {
            JsonObject json = GSON.fromJson(line, JsonObject.class);
            if (RepeatedKey.isIn(line)) {
                problem(number, "has a key twice");
                return;
            }
            if (!KEYS.containsAll(json.keySet())) {
                problem(number, "has a key other than partition, offset and value");
                return;
            }
            Place place = new Place((int) number(json, "partition"), number(json, "offset"));
            JsonElement value = json.get("value");
            if (value == null || !value.isJsonObject()) {
                problem(number, "value is not an object");
                return;
            }
            Validation verdict = UserRecordParser.parse(value.toString().getBytes(StandardCharsets.UTF_8));
            if (verdict instanceof Validation.Invalid invalid) {
                problem(number, invalid.reason());
            } else if (deadLetters.putIfAbsent(place, new Repaired(number, ((Validation.Valid) verdict).user()))
                    != null) {
                problem(number, "repairs the letter of an earlier line once more");
            }
        } catch (JsonParseException | ClassCastException | IOException e) {
            problem(number, "is not a JSON object");
        } catch (IllegalArgumentException e) {
            problem(number, e.getMessage());
        }
    }

    private static long number(JsonObject json, String key) {
        JsonElement value = json.get(key);
        String text = value == null ? "" : value.toString();
        if (!text.matches("\\d{1,18}") || (key.equals("partition") && text.length() > 9)) {
            throw new IllegalArgumentException(key + " is not a whole number of at least 0");
        }
        return Long.parseLong(text);
    }

    private void problem(int line, String sentence) {
        problems.add("line %s: %s".formatted(line, sentence));
    }

    private void requireNoProblems() {
        if (deadLetters.isEmpty() && problems.isEmpty()) {
            problems.add("it has no line");
        }
        if (!problems.isEmpty()) {
            throw refused(file, problems);
        }
    }

    private static TaskException refused(Path file, List<String> problems) {
        StringBuilder text = new StringBuilder("nothing was replayed, since %s can't be used:".formatted(file));
        problems.stream().limit(MAX_PROBLEMS).forEach(problem -> text.append(System.lineSeparator())
                .append("  ")
                .append(problem));
        if (problems.size() > MAX_PROBLEMS) {
            text.append(System.lineSeparator()).append("  and %s more".formatted(problems.size() - MAX_PROBLEMS));
        }
        return new TaskException(ExitStatus.BAD_SETTINGS, text.toString());
    }
}
