package io.userautomation.sparkjob;

import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.record.UserRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What may stand on the users topic without having come from the producer: each is stored or dead-lettered. */
public final class HostileCorpus {

    private static final int MEGABYTE = 1 << 20;
    private static final int DEPTH = 1_000;

    /**
     * One record.
     *
     * @param name what is odd about it
     * @param id of the user it names or seems to name
     * @param key null for none
     * @param value null for a tombstone
     * @param runId its header
     * @param valid whether the sinks can store it
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes for the broker
    public record Hostile(String name, String id, byte[] key, byte[] value, String runId, boolean valid) {}

    private final String runId;
    private final List<Hostile> records = new ArrayList<>();
    private int ids;

    private HostileCorpus(String runId) {
        this.runId = runId;
    }

    /** All of them, good neighbours in between; the same ones for the same run id. */
    public static List<Hostile> of(String runId) {
        HostileCorpus corpus = new HostileCorpus(runId);
        corpus.addInvalidJson();
        corpus.addInvalidBytes();
        corpus.addInvalidFields();
        corpus.addOddButValid();
        return corpus.records;
    }

    private void addInvalidJson() {
        invalid("broken JSON", json -> json.substring(0, json.length() / 2));
        invalid("two documents", json -> json + json);
        invalid("trailing junk", json -> json + " junk");
        invalid("the word null", json -> "null");
        invalid("an array", json -> "[" + json + "]");
        invalid("a number", json -> "42");
        invalid("nothing at all", json -> "");
        invalid("wrong-case keys", json -> json.replace("\"first_name\"", "\"First_Name\""));
        invalid("NaN", json -> json.replace("\"female\"", "NaN"));
        invalid("single quotes", json -> json.replace('"', '\''));
        invalid("a comment", json -> json.replace("{", "{/* hello */"));
        invalid("an unknown key", json -> json.replace("{", "{\"admin\":\"yes\","));
        invalid("a key twice", json -> json.replace("{", "{\"gender\":\"male\","));
        invalid("depth 1,000", json -> json.replace("\"female\"", "[".repeat(DEPTH) + "]".repeat(DEPTH)));
    }

    private void addInvalidBytes() {
        byte[] value = json(nextId()).getBytes(StandardCharsets.UTF_8);
        value[value.length - 5] = (byte) 0xC3;
        value[value.length - 4] = (byte) 0x28;
        add("invalid UTF-8", value, false);
        add("a tombstone", null, false);
        add("binary", new byte[] {0, 0, 0, 0, 1, (byte) 0xFF}, false);
    }

    private void addInvalidFields() {
        invalid("a lone surrogate", json -> json.replace("Lovelace", "Love\\ud800lace"));
        invalid("a NUL character", json -> json.replace("Lovelace", "Love\\u0000lace"));
        invalid("a missing field", json -> json.replace("\"email\":\"ada@example.com\",", ""));
        invalid("a blank field", json -> json.replace("\"Ada\"", "\"  \""));
        invalid("no uuid", json -> json.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"1\""));
        invalid("a field of 1 MB", json -> json.replace("Lovelace", "x".repeat(MEGABYTE)));
        invalid("a date of the year 294277", json -> json.replace("1915-12-10", "+294277-12-10"));
    }

    private void addOddButValid() {
        String id = nextId();
        records.add(new Hostile("no key", id, null, bytes(json(id)), runId, true));
        id = nextId();
        records.add(new Hostile("a foreign run id", id, bytes(id), bytes(json(id)), "someone/else's run", true));
        add("white space around", bytes(" \n" + json(nextId()) + "\r\n\t"), true);
        add("a byte order mark", bytes("\uFEFF" + json(nextId())), true);
        add("a numeric post code", bytes(json(nextId()).replace("\"SW1Y 4JH\"", "85008")), true);
        add("a blank date", bytes(json(nextId()).replaceFirst("\"dob\":\"[^\"]*\"", "\"dob\":\" \"")), true);
        add("an odd host", bytes(json(nextId()).replaceFirst("//[^/\"]*", "//my_bucket.example.com")), true);
        add("every script", bytes(json(nextId()).replace("Lovelace", "Лавлейс لاولیس लवलेस 😀")), true);
    }

    private void invalid(String name, UnaryOperator<String> damage) {
        String good = nextId();
        records.add(new Hostile("a good neighbour", good, bytes(good), bytes(json(good)), runId, true));
        String id = nextId();
        records.add(new Hostile(name, id, bytes(id), bytes(damage.apply(json(id))), runId, false));
    }

    private void add(String name, byte[] value, boolean valid) {
        String id = nextId();
        String inside =
                valid ? new String(value, StandardCharsets.UTF_8).replaceAll("(?s).*\"id\":\"([^\"]*)\".*", "$1") : id;
        records.add(new Hostile(name, inside, bytes(inside), value, runId, valid));
    }

    private String nextId() {
        return UUID.nameUUIDFromBytes(bytes(runId + "/" + ids++)).toString();
    }

    private static String json(String id) {
        return UserRecordJson.write(new UserRecord(
                id,
                "Ada",
                "Lovelace",
                "female",
                "1 St James's Square, London, England, United Kingdom",
                "SW1Y 4JH",
                "ada@example.com",
                "ada",
                "1915-12-10T00:00:00Z",
                "2010-01-01T00:00:00Z",
                "1",
                "https://example.com/ada.jpg"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
