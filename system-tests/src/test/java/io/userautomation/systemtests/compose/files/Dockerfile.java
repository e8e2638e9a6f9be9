package io.userautomation.systemtests.compose.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile.
 *
 * @param name for messages, as in {@code docker/airflow/Dockerfile}
 * @param arguments the defaults of those that its FROM lines may use
 * @param stages in their order; never empty for one that builds
 */
record Dockerfile(String name, Map<String, String> arguments, List<Stage> stages) {

    private static final Pattern FROM =
            Pattern.compile("FROM\\s+(?:--\\S+\\s+)*(\\S+)(?:\\s+AS\\s+(\\S+))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ARGUMENT = Pattern.compile("ARG\\s+(\\w+)=(\\S+)", Pattern.CASE_INSENSITIVE);

    /**
     * What stands between two FROM lines.
     *
     * @param name empty where it has none
     * @param lines those that do something, as they stand there, the FROM line first
     */
    record Stage(String base, String name, List<String> lines) {

        Optional<String> user() {
            return lines.stream()
                    .filter(line -> line.toUpperCase(Locale.ROOT).startsWith("USER "))
                    .map(line -> line.substring("USER ".length()).strip())
                    .reduce((earlier, later) -> later);
        }
    }

    static Dockerfile read(Path root, Path file) throws IOException {
        return parse(root.relativize(file).toString(), Files.readString(file));
    }

    static Dockerfile parse(String name, String text) {
        Map<String, String> arguments = new LinkedHashMap<>();
        List<Stage> stages = new ArrayList<>();
        text.lines().filter(Dockerfile::doesSomething).forEach(line -> {
            Matcher from = FROM.matcher(line.strip());
            Matcher argument = ARGUMENT.matcher(line.strip());
            if (from.matches()) {
                stages.add(new Stage(from.group(1), from.group(2) == null ? "" : from.group(2), new ArrayList<>()));
            } else if (stages.isEmpty() && argument.matches()) {
                arguments.put(argument.group(1), argument.group(2));
            }
            if (!stages.isEmpty()) {
                stages.get(stages.size() - 1).lines().add(line);
            }
        });
        return new Dockerfile(name, arguments, stages);
    }

    Optional<Stage> stage(String stageName) {
        return stages.stream().filter(stage -> stage.name().equals(stageName)).findFirst();
    }

    private static boolean doesSomething(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }
}
