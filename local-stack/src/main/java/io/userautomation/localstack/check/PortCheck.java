package io.userautomation.localstack.check;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.StackException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the servers' ports are theirs to take. */
public final class PortCheck {
    private PortCheck() {}

    /** @throws StackException with one sentence for each port that isn't free */
    public static void require(Set<ServerKind> kinds, Ports ports) {
        List<String> problems = new ArrayList<>();
        Map<Integer, PortName> given = new HashMap<>();
        for (PortName name : PortName.values()) {
            if (kinds.contains(name.server()) && ports.isTaken(name)) {
                int port = ports.of(name);
                PortName other = given.putIfAbsent(port, name);
                if (other != null) {
                    problems.add("Port %s is given to both %s and %s: give one of them another"
                            .formatted(port, other.title(), name.title()));
                } else if (!Ports.isFree(port)) {
                    problems.add(taken(port, name));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new StackException(String.join(System.lineSeparator(), problems));
        }
    }

    private static String taken(int port, PortName name) {
        String holder = PortHolder.of(port).map(process -> " by " + process).orElse("");
        String flags = name == PortName.AIRFLOW ? " (run-local.sh takes --port NUMBER, or --ports free)" : "";
        return "Port %s, wanted for %s, is in use%s: stop that, or give %s another port%s"
                .formatted(port, name.title(), holder, name.title(), flags);
    }
}
