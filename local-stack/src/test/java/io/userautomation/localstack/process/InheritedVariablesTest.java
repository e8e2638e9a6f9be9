package io.userautomation.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InheritedVariablesTest {

    private static final List<String> SETTINGS = List.of(
            "POSTGRES_PASSWORD_FILE",
            "POSTGRES_URL",
            "CASSANDRA_TABLE",
            "RANDOM_USER_API_RATE_LIMIT",
            "SPARK_CONF_DIR",
            "SPARK_MASTER_HOST",
            "AIRFLOW__CORE__EXECUTOR",
            "PYTHONPATH",
            "QUARKUS_HTTP_PORT",
            "JAR_JVM_OPTIONS");

    @Test
    void should_retain_no_setting_of_anything_that_runs() {
        // given
        Map<String, String> shell = shell(SETTINGS);
        shell.put("PATH", "/bin");
        // when
        InheritedVariables.retainThisMachines(shell);
        // then
        assertThat(shell).containsOnlyKeys("PATH");
    }

    @Test
    void should_retain_how_this_machine_reaches_the_internet_and_runs_java() {
        // given
        List<String> machines = List.of(
                "HTTPS_PROXY",
                "https_proxy",
                "Http_Proxy",
                "no_proxy",
                "NO_PROXY",
                "JAVA_TOOL_OPTIONS",
                "LC_ALL",
                "TZ");
        Map<String, String> shell = shell(machines);
        // when
        InheritedVariables.retainThisMachines(shell);
        // then
        assertThat(shell).containsOnlyKeys(machines);
    }

    @ParameterizedTest
    @CsvSource({"NO_PROXY, intranet, 'intranet,127.0.0.1,localhost'", "no_proxy, '', '127.0.0.1,localhost'"})
    void should_reach_this_machine_itself_without_a_proxy(String variable, String before, String after) {
        // given
        Map<String, String> shell = new HashMap<>(Map.of("HTTP_PROXY", "http://proxy:1", variable, before));
        // when
        InheritedVariables.retainThisMachines(shell);
        // then
        assertThat(shell).containsEntry("NO_PROXY", after).containsEntry("no_proxy", after);
    }

    @Test
    void should_leave_a_test_nothing_of_that_but_what_any_program_needs() {
        // given
        Map<String, String> shell = shell(List.of("HTTPS_PROXY", "JAVA_TOOL_OPTIONS", "HOME"));
        // when
        InheritedVariables.retain(shell);
        // then
        assertThat(shell).containsOnlyKeys("HOME");
    }

    private static Map<String, String> shell(Collection<String> names) {
        Map<String, String> variables = new HashMap<>();
        names.forEach(name -> variables.put(name, "of the shell"));
        return variables;
    }
}
