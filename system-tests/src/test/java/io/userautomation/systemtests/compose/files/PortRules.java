package io.userautomation.systemtests.compose.files;

import java.util.ArrayList;
import java.util.List;

/** Nobody but this machine reaches a service. */
final class PortRules {

    private static final String LOOPBACK = "127.0.0.1";

    private PortRules() {}

    static List<String> problems(ComposeFile file) {
        List<String> problems = new ArrayList<>();
        for (Service service : file.services()) {
            for (Object port : Tree.list(service.definition(), "ports")) {
                if (!isOnLoopback(port)) {
                    problems.add(service.problem(
                            "publishes port %s to every network: write it as %s:PORT:PORT".formatted(port, LOOPBACK)));
                }
            }
            if (service.text("network_mode").equals("host")) {
                problems.add(service.problem("is in the host's network, with all its ports: remove network_mode"));
            }
        }
        return problems;
    }

    private static boolean isOnLoopback(Object port) {
        return port.toString().startsWith(LOOPBACK + ":")
                || Tree.text(Tree.asMap(port), "host_ip").equals(LOOPBACK);
    }
}
