package io.userautomation.deadletters;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Finds what a JSON tree can't hold: a key that an object has twice. The users topic refuses it, so all here do. */
public final class RepeatedKey {

    private RepeatedKey() {}

    /**
     * Whether an object in {@code json} has a key twice, at any depth.
     *
     * @throws IOException where it is no JSON
     */
    public static boolean isIn(String json) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        Deque<Set<String>> open = new ArrayDeque<>();
        for (JsonToken token = reader.peek(); token != JsonToken.END_DOCUMENT; token = reader.peek()) {
            switch (token) {
                case BEGIN_OBJECT -> {
                    reader.beginObject();
                    open.push(new HashSet<>());
                }
                case END_OBJECT -> {
                    reader.endObject();
                    open.pop();
                }
                case NAME -> {
                    if (!open.element().add(reader.nextName())) {
                        return true;
                    }
                }
                case BEGIN_ARRAY -> reader.beginArray();
                case END_ARRAY -> reader.endArray();
                default -> reader.skipValue();
            }
        }
        return false;
    }
}
