package io.userautomation.systemtests.compose.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** No secret stands in a compose file, nor has a default: each comes from {@code .env}, without which nothing starts. */
final class SecretRules {

    private static final Pattern SECRET =
            Pattern.compile("PASSWORD|SECRET|TOKEN|(^|_)(KEY|CONN)(_|$)", Pattern.CASE_INSENSITIVE);

    /** Those that only look like a secret, each with what it really is. */
    private static final Set<String> NO_SECRETS = Set.of(
            // Where the Spark master is, which asks for no password.
            "AIRFLOW_CONN_SPARK_DEFAULT");

    /** A URL's user with a password, what is required of {@code .env} being taken out. */
    private static final Pattern LITERAL_IN_URL = Pattern.compile("://[^/\\s:@]*:[^/\\s@]+@");

    private SecretRules() {}

    static boolean isSecret(String variable) {
        return SECRET.matcher(variable).find() && !NO_SECRETS.contains(variable);
    }

    static List<String> problems(ComposeFile file) {
        List<String> problems = new ArrayList<>();
        for (Service service : file.services()) {
            environment(service, problems);
            build(service, problems);
            urls(service.definition(), service::problem, problems);
        }
        file.configs().forEach((name, config) -> {
            UnaryOperator<String> problem = sentence -> "%s: config %s: %s".formatted(file.name(), name, sentence);
            lines(Tree.text(Tree.asMap(config), "content"), problem, problems);
            urls(config, problem, problems);
        });
        return problems;
    }

    private static void environment(Service service, List<String> problems) {
        if (!Tree.list(service.definition(), "environment").isEmpty()) {
            problems.add(service.problem(
                    "environment is a list: write NAME: value there, so that other files can override it"));
        }
        Tree.map(service.definition(), "environment")
                .forEach((name, value) -> value(name, String.valueOf(value), service::problem, problems));
    }

    /** Of a file as Airflow's, {@code name = value}. */
    private static void lines(String content, UnaryOperator<String> problem, List<String> problems) {
        content.lines()
                .map(line -> line.split("=", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> value(parts[0].strip(), parts[1].strip(), problem, problems));
    }

    private static void value(String name, String value, UnaryOperator<String> problem, List<String> problems) {
        Set<String> required = Variables.requiredBy(value);
        if (isSecret(name) && (required.isEmpty() || !Variables.usedIn(value).equals(required))) {
            problems.add(problem.apply(
                    name + " is not taken from .env: write ${NAME:?run script/init-env.sh}, with no default"));
        }
    }

    /** What is in an image can be read by everybody who has it. */
    private static void build(Service service, List<String> problems) {
        Map<String, Object> arguments = Tree.map(service.definition(), "build", "args");
        arguments.keySet().stream()
                .filter(SecretRules::isSecret)
                .forEach(name -> problems.add(
                        service.problem("build argument " + name + " would be kept in the image: remove it")));
    }

    private static void urls(Object tree, UnaryOperator<String> problem, List<String> problems) {
        Tree.scalars(tree)
                .flatMap(String::lines)
                .filter(text ->
                        LITERAL_IN_URL.matcher(Variables.withoutRequired(text)).find())
                .forEach(text -> problems.add(
                        problem.apply("the URL %s has a password in it: write ${NAME:?run script/init-env.sh} there"
                                .formatted(text.replaceFirst("://.*", "://…")))));
    }
}
