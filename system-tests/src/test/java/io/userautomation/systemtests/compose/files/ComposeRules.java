package io.userautomation.systemtests.compose.files;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that holds for each compose file, with every file that it overrides. */
final class ComposeRules {

    private ComposeRules() {}

    /** One message for each thing that is wrong. */
    static List<String> problems(ComposeFile file) {
        Stream<Function<ComposeFile, List<String>>> rules = Stream.of(
                ImageRules::problems,
                ServiceRules::problems,
                PortRules::problems,
                SecretRules::problems,
                VolumeRules::problems);
        return rules.flatMap(rule -> rule.apply(file).stream()).toList();
    }
}
