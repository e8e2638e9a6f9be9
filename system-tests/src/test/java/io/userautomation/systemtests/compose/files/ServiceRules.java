package io.userautomation.systemtests.compose.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What every service has, so that it can be waited for, scaled, and lives through a crash without harm to others. */
final class ServiceRules {

    private static final Set<String> ROOT = Set.of("root", "0");

    /** Tools that take seconds of a core, and of the memory of the container that they look at. */
    private static final Pattern HEAVY =
            Pattern.compile("java|kafka-[\\w-]+|cub|zookeeper-shell|nodetool|cqlsh|airflow|spark-(?:class|submit)");

    private ServiceRules() {}

    static List<String> problems(ComposeFile file) {
        List<String> problems = new ArrayList<>();
        Set<String> oneShots = file.oneShots();
        for (Service service : file.services()) {
            if (!oneShots.contains(service.name())) {
                health(service, problems);
                restart(service, problems);
            }
            memory(service, problems);
            user(service, problems);
            name(service, problems);
            dependencies(service, problems);
        }
        return problems;
    }

    private static void health(Service service, List<String> problems) {
        Map<String, Object> check = Tree.map(service.definition(), "healthcheck");
        boolean none =
                Tree.scalars(check.get("test")).findFirst().orElse("NONE").equals("NONE");
        if (none || Tree.text(check, "disable").equals("true")) {
            problems.add(
                    service.problem("has no health check: add healthcheck.test, a command that says it can serve"));
        }
        Tree.scalars(check.get("test"))
                .flatMap(text -> Stream.of(text.split("[^\\w-]+")))
                .filter(word -> HEAVY.matcher(word).matches())
                .forEach(word ->
                        problems.add(service.problem("its health check starts " + word + " each time, a JVM or a"
                                + " Python in the service's own memory: ask the service by its protocol")));
    }

    private static void restart(Service service, List<String> problems) {
        if (Set.of("", "no", "false").contains(service.text("restart"))) {
            problems.add(service.problem("is not started again after a crash: add restart: unless-stopped"));
        }
    }

    private static void memory(Service service, List<String> problems) {
        if (Memory.limit(service) == 0) {
            problems.add(service.problem("has no memory limit: add mem_limit or deploy.resources.limits.memory"));
        }
    }

    private static void user(Service service, List<String> problems) {
        String user = service.text("user");
        if (ROOT.contains(user.split(":", 2)[0])) {
            problems.add(service.problem("runs as user " + user + ": name one that is not root"));
        }
        if (service.text("privileged").equals("true")) {
            problems.add(service.problem("is privileged: remove that"));
        }
    }

    private static void name(Service service, List<String> problems) {
        if (service.definition().containsKey("container_name")) {
            problems.add(service.problem("has a container_name, which keeps it from being scaled: remove that"));
        }
    }

    private static void dependencies(Service service, List<String> problems) {
        if (!service.definition().containsKey("depends_on")) {
            return;
        }
        Map<String, Object> others = Tree.map(service.definition(), "depends_on");
        boolean waits = others.values().stream()
                .allMatch(other -> Set.of("service_healthy", "service_completed_successfully")
                        .contains(Tree.text(Tree.asMap(other), "condition")));
        if (others.isEmpty() || !waits) {
            problems.add(
                    service.problem(
                            "depends_on does not wait for each: give it the condition service_healthy or service_completed_successfully"));
        }
    }
}
