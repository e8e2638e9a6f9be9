package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.process.Launcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host whose name doesn't resolve, or can't stand in the addresses that Spark makes of it. */
@Tag("slow")
class OddHostNameIT {

    @TempDir
    private Path checkpoints;

    @ParameterizedTest
    @ValueSource(strings = {"odd_box", "no-such-box"})
    void should_store_all_whatever_the_host_is_called(String name) throws Exception {
        // given
        assumeTrue(Launcher.works("unshare", "--uts", "true"), "needs the right to give a process a host name");
        LaidPipeline pipeline = LaidPipeline.named("on_" + name.replace('-', '_'));
        TestRun run = pipeline.run("manual__odd").open();
        List<UUID> users = run.publish(20);
        run.close();
        // when
        Finished finished = pipeline.jobOnHost(name, checkpoints, "--run-id", "manual__odd")
                .start()
                .await(Duration.ofMinutes(3));
        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(pipeline.inPostgres(users)).isEqualTo(20);
        assertThat(pipeline.inCassandra(users)).isEqualTo(20);
    }
}
