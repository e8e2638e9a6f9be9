package io.userautomation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import java.util.List;

/** How the tasks of a run ended. */
public record RunResult(Finished opened, Finished published, Finished closed, Finished stored, Finished audited) {

    /** Fails with what the first failing task wrote. */
    public RunResult succeeded() {
        for (Finished task : List.of(opened, published, closed, stored, audited)) {
            assertThat(task.exitStatus()).as(task.toString()).isZero();
        }
        return this;
    }

    /** A number of the audit's summary. */
    public long audited(String key) {
        return audited.lastStdoutLineAsJson().get(key).getAsLong();
    }
}
