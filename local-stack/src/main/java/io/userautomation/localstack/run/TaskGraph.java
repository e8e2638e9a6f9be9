package io.userautomation.localstack.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Which task of a run may start when; read from {@code tasks.properties}, which the DAG is compared with, too. */
final class TaskGraph {

    /** Stands among a task's predecessors where it starts whatever became of them: Airflow's {@code all_done}. */
    private static final String ALWAYS = "always";

    private final Map<TaskName, List<TaskName>> predecessors = new EnumMap<>(TaskName.class);
    private final List<TaskName> always = new ArrayList<>();

    private TaskGraph(Properties tasks) {
        for (TaskName name : TaskName.values()) {
            List<String> words = Stream.of(tasks.getProperty(name.label()).split(" ", -1))
                    .filter(word -> !word.isEmpty())
                    .toList();
            if (words.contains(ALWAYS)) {
                always.add(name);
            }
            predecessors.put(
                    name,
                    words.stream()
                            .filter(word -> !word.equals(ALWAYS))
                            .map(word -> TaskName.valueOf(word.toUpperCase(Locale.ROOT)))
                            .toList());
        }
    }

    static TaskGraph read() {
        try (InputStream file = TaskGraph.class.getResourceAsStream("tasks.properties")) {
            Properties tasks = new Properties();
            tasks.load(file);
            return new TaskGraph(tasks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The tasks that may start now.
     *
     * @param started those that were started before
     * @param ended how those ended that have
     */
    List<TaskName> ready(Collection<TaskName> started, Map<TaskName, TaskResult> ended) {
        return Stream.of(TaskName.values())
                .filter(name -> !started.contains(name))
                .filter(name -> ended.keySet().containsAll(predecessors.get(name)))
                .filter(name -> always.contains(name)
                        || predecessors.get(name).stream()
                                .allMatch(before -> ended.get(before).succeeded()))
                .toList();
    }
}
