package io.userautomation.localstack.process;

import java.util.Map;
import java.util.Set;

/** What any program needs of this JVM's environment (PATH, HOME and the like), and where Airflow is installed. */
public final class InheritedVariables {
    private static final Set<String> NAMES =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME", "TZ", "AIRFLOW_VENV");

    private InheritedVariables() {}

    /** Removes all others, so that a variable of the developer's shell decides nothing. */
    public static void retain(Map<String, String> environment) {
        environment.keySet().retainAll(NAMES);
    }
}
