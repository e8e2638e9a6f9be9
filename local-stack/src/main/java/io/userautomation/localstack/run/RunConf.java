package io.userautomation.localstack.run;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Problem;
import io.userautomation.commandline.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of the DAG that a run's flags set; what no flag says is the DAG's own default. */
final class RunConf {

    private static final Gson GSON = new Gson();

    private static final Map<String, Setting> FLAGS = Map.of(
            "users", RunOptions.USERS,
            "duration", RunOptions.DURATION,
            "rate", RunOptions.RATE,
            "nationalities", RunOptions.NAT,
            "seed", RunOptions.SEED);

    private final JsonObject given = new JsonObject();

    /** @param users how many to ask for, as the source of the users would have it */
    RunConf(RunOptions options, Optional<Long> users) {
        users.ifPresent(number -> given.addProperty("users", number));
        options.duration().ifPresent(duration -> given.addProperty("duration", duration.toSeconds()));
        options.rate().ifPresent(rate -> given.addProperty("rate", rate));
        if (!options.nationalities().isEmpty()) {
            given.add("nationalities", GSON.toJsonTree(options.nationalities()));
        }
        options.seed().ifPresent(seed -> given.addProperty("seed", seed));
    }

    /** For a new run: a duration without a number of users bounds it by time alone. */
    JsonObject json() {
        JsonObject conf = given.deepCopy();
        if (given.has("duration") && !given.has("users")) {
            conf.add("users", JsonNull.INSTANCE);
        }
        return conf;
    }

    /**
     * A run that is there already keeps its parameters.
     *
     * @param conf that run's
     * @throws InvalidSettingsException where a flag says something else
     */
    void requireSameAs(JsonObject conf) {
        List<Problem> problems = new ArrayList<>();
        given.asMap().forEach((parameter, value) -> {
            JsonElement has = conf.get(parameter);
            if (!value.equals(has)) {
                problems.add(new Problem(
                        Setting.variable(FLAGS.get(parameter).variable(), null, "", allowed(has), ""),
                        value.toString()));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    private static String allowed(JsonElement has) {
        return "left out, since there is a run of this id already, with %s: it runs again with what it had"
                .formatted(has == null || has.isJsonNull() ? "none" : has);
    }
}
