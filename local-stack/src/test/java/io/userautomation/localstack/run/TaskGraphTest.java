package io.userautomation.localstack.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskGraphTest {

    private final TaskGraph graph = TaskGraph.read();
    private final Set<TaskName> started = EnumSet.noneOf(TaskName.class);
    private final Map<TaskName, TaskResult> ended = new EnumMap<>(TaskName.class);

    @Test
    void should_start_each_task_once_behind_those_before_it() {
        assertThat(graph.ready(started, ended)).containsExactly(TaskName.INIT_SCHEMA);
        end(TaskName.INIT_SCHEMA, 0);
        assertThat(graph.ready(started, ended)).containsExactly(TaskName.OPEN_RUN);
        end(TaskName.OPEN_RUN, 0);
        assertThat(graph.ready(started, ended)).containsExactly(TaskName.PUBLISH_USERS, TaskName.STORE_USERS);
        started.add(TaskName.STORE_USERS);
        end(TaskName.PUBLISH_USERS, 0);
        assertThat(graph.ready(started, ended)).containsExactly(TaskName.CLOSE_RUN);
        end(TaskName.CLOSE_RUN, 0);
        assertThat(graph.ready(started, ended)).isEmpty();
        end(TaskName.STORE_USERS, 0);
        assertThat(graph.ready(started, ended)).containsExactly(TaskName.AUDIT_RUN);
    }

    @Test
    void should_close_the_run_whatever_became_of_publishing_and_start_nothing_else_behind_a_failure() {
        // given
        end(TaskName.INIT_SCHEMA, 0);
        end(TaskName.OPEN_RUN, 0);
        end(TaskName.STORE_USERS, 4);
        end(TaskName.PUBLISH_USERS, 1);
        // then
        assertThat(graph.ready(started, ended)).containsExactly(TaskName.CLOSE_RUN);
        end(TaskName.CLOSE_RUN, 0);
        assertThat(graph.ready(started, ended)).isEmpty();
    }

    private void end(TaskName name, int status) {
        started.add(name);
        ended.put(name, new TaskResult(name, status, new JsonObject(), List.of(), Path.of("log"), Duration.ZERO));
    }
}
