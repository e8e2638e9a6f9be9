package io.userautomation.localstack.process;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a process gets of this JVM's environment. No setting of a task is among it: whatever stands in the shell of whoever
 * starts this, the process runs on the values that it is given.
 */
public final class InheritedVariables {
    private static final Set<String> NAMES =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME", "TZ", "AIRFLOW_VENV");

    /** What is set for every Java program here, where libraries are, and in which characters files are named. */
    private static final Set<String> OF_THE_MACHINE =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "LD_LIBRARY_PATH", "LC_CTYPE", "LOCPATH");

    private static final String NO_PROXY = "no_proxy";

    /** How the Internet is reached; in small letters or capitals, as programs disagree. */
    private static final Set<String> PROXIES = Set.of("http_proxy", "https_proxy", NO_PROXY);

    private InheritedVariables() {}

    /** Retains what any program needs (PATH, HOME and the like), and where Airflow is installed. */
    public static void retain(Map<String, String> environment) {
        environment.keySet().retainAll(NAMES);
    }

    /**
     * Retains that, and what says how this machine's programs run and reach the Internet. Where a proxy is set, this
     * machine itself is reached without: Airflow's components call each other.
     */
    public static void retainThisMachines(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name -> !NAMES.contains(name) && !OF_THE_MACHINE.contains(name) && !isProxy(name));
        if (environment.keySet().stream().anyMatch(InheritedVariables::isProxy)) {
            String straight = Stream.concat(
                            environment.entrySet().stream()
                                    .filter(entry -> entry.getKey().equalsIgnoreCase(NO_PROXY))
                                    .map(Map.Entry::getValue),
                            Stream.of("127.0.0.1", "localhost"))
                    .filter(names -> !names.isBlank())
                    .collect(Collectors.joining(","));
            environment.put(NO_PROXY, straight);
            environment.put(NO_PROXY.toUpperCase(Locale.ROOT), straight);
        }
    }

    private static boolean isProxy(String name) {
        return PROXIES.contains(name.toLowerCase(Locale.ROOT));
    }
}
