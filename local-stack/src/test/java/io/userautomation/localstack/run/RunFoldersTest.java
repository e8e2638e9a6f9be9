package io.userautomation.localstack.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import io.userautomation.model.runs.RunId;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunFoldersTest {

    private static final Checkout CHECKOUT = new Checkout(Path.of("/checkout"));

    @Test
    void should_use_the_checkouts_folders_by_default() {
        RunFolders folders = RunFolders.of(CHECKOUT, Optional.empty(), new RunId("local__1"));
        assertThat(folders.data()).isEqualTo(Path.of("/checkout/data"));
        assertThat(folders.checkpoints()).isEqualTo(Path.of("/checkout/checkpoints"));
        assertThat(folders.logs()).isEqualTo(Path.of("/checkout/data/logs/local__1"));
        assertThat(folders.airflowLogs())
                .isEqualTo(Path.of("/checkout/data/airflow/logs/dag_id=user_automation/run_id=local__1"));
    }

    @Test
    void should_keep_the_checkpoints_with_the_data_they_belong_to() {
        RunFolders folders = RunFolders.of(CHECKOUT, Optional.of(Path.of("/elsewhere")), new RunId("local__1"));
        assertThat(folders.data()).isEqualTo(Path.of("/elsewhere"));
        assertThat(folders.checkpoints()).isEqualTo(Path.of("/elsewhere/checkpoints"));
    }

    @Test
    void should_never_let_a_run_id_name_another_folder() {
        assertThat(RunFolders.nameOf(new RunId(".."))).matches("__-[0-9a-f]{8}");
        assertThat(RunFolders.nameOf(new RunId("manual__2026-11-21T00:00:00+00:00")))
                .matches("manual__2026-11-21T00_00_00_00_00-[0-9a-f]{8}");
    }

    @Test
    void should_keep_run_ids_apart_that_differ_in_replaced_characters_or_beyond_the_longest_name() {
        assertThat(RunFolders.nameOf(new RunId("a:b"))).isNotEqualTo(RunFolders.nameOf(new RunId("a+b")));
        String longest = "x".repeat(249);
        assertThat(RunFolders.nameOf(new RunId(longest + "1")))
                .isNotEqualTo(RunFolders.nameOf(new RunId(longest + "2")))
                .hasSizeLessThan(100);
    }
}
