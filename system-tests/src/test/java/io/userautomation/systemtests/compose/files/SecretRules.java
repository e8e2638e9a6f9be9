package io.userautomation.systemtests.compose.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** No secret stands in a compose file, nor has a default: each comes from {@code .env}, without which nothing starts. */
final class SecretRules {

    private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|TOKEN|(^|_)(KEY|CONN)(_|$)");

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
            variables(service, problems);
            build(service, problems);
            urls(service, problems);
        }
        return problems;
    }

    private static void variables(Service service, List<String> problems) {
        if (!Tree.list(service.definition(), "environment").isEmpty()) {
            problems.add(
                    service.problem("environment is a list: write NAME: value there, so that files can override it"));
        }
        Map<String, Object> variables = Tree.map(service.definition(), "environment");
        variables.forEach((name, value) -> {
            String text = String.valueOf(value);
            if (isSecret(name)
                    && (Variables.requiredBy(text).isEmpty()
                            || !Variables.usedIn(text).equals(Variables.requiredBy(text)))) {
                problems.add(service.problem(
                        name + " is not taken from .env: write ${NAME:?run script/init-env.sh}, with no default"));
            }
        });
    }

    /** What is in an image can be read by everybody who has it. */
    private static void build(Service service, List<String> problems) {
        Tree.map(service.definition(), "build", "args").keySet().stream()
                .filter(SecretRules::isSecret)
                .forEach(name -> problems.add(
                        service.problem("build argument " + name + " would be kept in the image: remove it")));
    }

    private static void urls(Service service, List<String> problems) {
        Tree.scalars(service.definition())
                .filter(text ->
                        LITERAL_IN_URL.matcher(Variables.withoutRequired(text)).find())
                .forEach(text -> problems.add(
                        service.problem("the URL %s has a password in it: write ${NAME:?run script/init-env.sh} there"
                                .formatted(text.replaceFirst("://.*", "://…")))));
    }
}
