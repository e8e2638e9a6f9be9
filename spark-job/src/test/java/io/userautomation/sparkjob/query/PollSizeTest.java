package io.userautomation.sparkjob.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollSizeTest {

    private final List<Integer> tried = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();
    private final PollSize size = new PollSize("postgres", 100, pauses::add);

    @Test
    void should_begin_again_with_fewer_records_until_they_fit() throws Exception {
        size.run(() -> {
            tried.add(size.records());
            if (size.records() > 10) {
                throw new IllegalStateException("Job aborted", new OutOfMemoryError("Java heap space"));
            }
        });
        size.run(() -> tried.add(size.records()));

        assertThat(tried).containsExactly(100, 12, 1, 1);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void should_fail_when_one_record_does_not_fit() {
        assertThatThrownBy(() -> size.run(() -> {
                    tried.add(size.records());
                    throw new IllegalStateException("Command exited with code 52");
                }))
                .hasMessageContaining("52");

        assertThat(tried).containsExactly(100, 12, 1);
    }

    @Test
    void should_leave_other_failures_to_others() {
        assertThatThrownBy(() -> size.run(() -> {
                    tried.add(size.records());
                    throw new IllegalStateException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(tried).containsExactly(100);
    }
}
