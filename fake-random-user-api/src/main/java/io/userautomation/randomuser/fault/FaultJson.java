package io.userautomation.randomuser.fault;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.userautomation.randomuser.fault.Faults.Rule;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Faults over HTTP. One is set by an object such as {@code {"fault": "reset", "amount": 100, "after": 2, "next": 1}}, with
 * one of {@code next} (and {@code after}), {@code every}, or {@code probability} (and {@code seed}); without any it strikes
 * the next request.
 */
public final class FaultJson {
    private static final Set<String> KEYS =
            Set.of("fault", "amount", "target", "next", "after", "every", "probability", "seed");

    private FaultJson() {}

    /**
     * Reads one fault.
     *
     * @throws IllegalArgumentException with a sentence for whoever sent it
     */
    public static Rule read(String json) {
        try {
            return rule(JsonParser.parseString(json).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException | NumberFormatException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("not a fault: " + e.getMessage(), e);
        }
    }

    /** What is set, and how often each kind has struck. */
    public static String write(Faults faults) {
        JsonObject struck = new JsonObject();
        for (FaultKind kind : FaultKind.values()) {
            struck.addProperty(kind.key(), faults.struck(kind));
        }
        JsonArray set = new JsonArray();
        faults.set().forEach(rule -> set.add(json(rule)));
        JsonObject all = new JsonObject();
        all.add("struck", struck);
        all.add("set", set);
        return all.toString();
    }

    private static Rule rule(JsonObject json) {
        for (String key : json.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("a fault has no '%s'; it has %s"
                        .formatted(key, String.join(", ", KEYS.stream().sorted().toList())));
            }
        }
        String name = json.has("fault") ? json.get("fault").getAsString() : "";
        FaultKind kind = FaultKind.of(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no such fault: '%s'; there are %s".formatted(name, FaultKind.allKeys())));
        OptionalLong amount =
                json.has("amount") ? OptionalLong.of(json.get("amount").getAsLong()) : OptionalLong.empty();
        JsonElement target = json.get("target");
        return new Rule(new Fault(kind, amount, target == null ? Fault.NOWHERE : target.getAsString()), schedule(json));
    }

    private static Schedule schedule(JsonObject json) {
        if (json.has("every")) {
            return new Schedule.Every(json.get("every").getAsLong());
        }
        if (json.has("probability")) {
            return new Schedule.Chance(json.get("probability").getAsDouble(), number(json, "seed", 0));
        }
        return new Schedule.Next(number(json, "after", 0), number(json, "next", 1));
    }

    private static long number(JsonObject json, String key, long otherwise) {
        return json.has(key) ? json.get(key).getAsLong() : otherwise;
    }

    private static JsonObject json(Rule rule) {
        JsonObject json = new JsonObject();
        json.addProperty("fault", rule.fault().kind().key());
        rule.fault().amount().ifPresent(amount -> json.addProperty("amount", amount));
        if (rule.fault().kind() == FaultKind.REDIRECT) {
            json.addProperty("target", rule.fault().target());
        }
        if (rule.schedule() instanceof Schedule.Next next) {
            json.addProperty("after", next.after());
            json.addProperty("next", next.count());
        } else if (rule.schedule() instanceof Schedule.Every every) {
            json.addProperty("every", every.k());
        } else if (rule.schedule() instanceof Schedule.Chance chance) {
            json.addProperty("probability", chance.probability());
            json.addProperty("seed", chance.seed());
        }
        return json;
    }
}
