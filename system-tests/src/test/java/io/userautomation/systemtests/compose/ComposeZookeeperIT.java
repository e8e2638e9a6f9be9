package io.userautomation.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The stack with its broker on ZooKeeper. */
@Order(3)
@Tag("compose-full")
class ComposeZookeeperIT {

    @Test
    void should_run_with_a_broker_that_has_registered_with_zookeeper() throws Exception {
        try (ComposeStack stack = ComposeStack.start("zookeeper", "docker-compose.zookeeper.yml")) {
            StackRuns runs = new StackRuns(stack);
            // when
            runs.prove(runs.trigger("on-zookeeper", 300), 300, Duration.ofMinutes(5));
            // then
            Finished brokers = stack.exec("broker", "zookeeper-shell", "zookeeper:2181", "ls", "/brokers/ids");
            assertThat(brokers.lastStdoutLine()).isEqualTo("[1]");
            stack.assertHealthy();
        }
    }
}
