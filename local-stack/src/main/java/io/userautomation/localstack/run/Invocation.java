package io.userautomation.localstack.run;

import java.util.List;
import java.util.Map;

/**
 * How a task's process is started.
 *
 * @param words the program and its arguments
 * @param environment variables added to the inherited ones, among which no setting is
 */
record Invocation(List<String> words, Map<String, String> environment) {

    Invocation {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }
}
