package io.userautomation.randomuser.people;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;

/** What a JSON value looks like: keys in their order, kinds of values, numbers and codes letter by letter. */
final class Shape {
    private Shape() {}

    /** Keys and kinds: {@code {"a":1,"b":{"c":null}}} becomes {@code {a:number,b:{c:null}}}. */
    static String ofKinds(JsonElement value) {
        if (value instanceof JsonObject object) {
            StringBuilder shape = new StringBuilder();
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                shape.append(shape.isEmpty() ? "{" : ",")
                        .append(entry.getKey())
                        .append(':')
                        .append(ofKinds(entry.getValue()));
            }
            return shape.append('}').toString();
        }
        if (value instanceof JsonPrimitive primitive) {
            return primitive.isNumber() ? "number" : "string";
        }
        return "null";
    }

    /** Digits become 9, letters a or A: {@code K1A 0B1} becomes {@code A9A 9A9}. */
    static String ofLetters(JsonElement value) {
        return value.isJsonNull()
                ? "null"
                : value.getAsString()
                        .replaceAll("\\p{Lu}", "A")
                        .replaceAll("\\p{Ll}", "a")
                        .replaceAll("\\p{Nd}", "9");
    }
}
