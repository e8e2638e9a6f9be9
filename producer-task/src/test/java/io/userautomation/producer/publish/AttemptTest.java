package io.userautomation.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.formats.RecordEncoder;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.producer.FakeTicker;
import io.userautomation.producer.api.PageRequest;
import io.userautomation.producer.api.PageSequence;
import io.userautomation.producer.api.UserApi;
import io.userautomation.producer.api.UserPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class AttemptTest {

    private static final TopicSettings TOPICS = new TopicSettings("users", "users.dlq", "users.runs", 4, 1);
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private final FakeTicker ticker = new FakeTicker();
    private final List<Integer> asked = Collections.synchronizedList(new ArrayList<>());
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Tally tally = new Tally();

    @Test
    void should_publish_exactly_as_many_as_asked_for_and_leave_the_rest_of_the_last_page() throws Exception {
        run(request(10L, null, 4), UNLIMITED, 0);

        assertThat(asked).containsExactly(1, 2, 3);
        assertThat(tally.counts(10L)).isEqualTo(new PublishCounts(10, 10, 0, 0));
    }

    @Test
    void should_not_fetch_a_page_that_is_not_needed() throws Exception {
        run(request(8L, null, 4), UNLIMITED, 0);

        assertThat(asked).containsExactly(1, 2);
    }

    @Test
    void should_end_with_the_duration_and_say_how_many_are_short() throws Exception {
        run(request(1_000L, 10L, 50), 20, 0);

        PublishCounts counts = tally.counts(1_000L);
        assertThat(counts.fetched()).isBetween(195L, 205L);
        assertThat(counts.published()).isEqualTo(counts.fetched());
        assertThat(counts.fetched() + counts.shortOf()).isEqualTo(1_000);
    }

    @Test
    void should_end_with_the_users_where_they_come_before_the_duration() throws Exception {
        run(request(10L, 3_600L, 5), 100, 0);

        assertThat(tally.counts(10L)).isEqualTo(new PublishCounts(10, 10, 0, 0));
        assertThat(ticker.passed()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void should_be_short_of_nothing_where_only_the_duration_bounds_the_run() throws Exception {
        run(request(null, 5L, 50), 20, 0);

        assertThat(tally.counts(null).shortOf()).isZero();
        assertThat(tally.counts(null).published()).isBetween(95L, 105L);
    }

    @Test
    void should_end_without_proof_when_too_many_users_are_rejected() {
        assertThatThrownBy(() -> run(request(200L, null, 100), UNLIMITED, 3))
                .isInstanceOfSatisfying(
                        TaskException.class, end -> assertThat(end.status()).isEqualTo(ExitStatus.NOT_PROVEN))
                .hasMessage("3 of 100 users were rejected, more than 1.0 %: their reasons are in the dead letters");
    }

    @Test
    void should_put_up_with_as_many_rejects_as_the_budget_allows() throws Exception {
        run(request(200L, null, 100), UNLIMITED, 2);

        assertThat(tally.counts(200L)).isEqualTo(new PublishCounts(200, 198, 2, 0));
    }

    private void run(RunRequest request, double rate, int refused) throws Exception {
        UserApi api = new UserApi() {
            @Override
            public UserPage fetch(PageRequest page, Duration atMost) {
                asked.add(page.page());
                long first = (page.page() - 1L) * page.results();
                return new UserPage(LongStream.range(first, first + page.results())
                        .mapToObj(number -> user(number, refused))
                        .toList());
            }

            @Override
            public void close() {}
        };
        PageSequence pages = new PageSequence("pipeline", request);
        try (UserPublisher publisher = new UserPublisher(producer, TOPICS, new RunId("x"), RecordEncoder.JSON, tally);
                PagePrefetch prefetch = new PagePrefetch(api, pages, request.pageSize(), UNLIMITED, ticker)) {
            new Attempt(request, 1, prefetch, publisher, tally, new Pace(rate, ticker), ticker).run();
        }
    }

    private static UserRecord user(long number, int refused) {
        return number < refused ? Users.withEmail(number, null) : Users.valid(number);
    }

    private static RunRequest request(Long users, Long seconds, int pageSize) {
        return new RunRequest(users, seconds, null, pageSize, List.of(), "1.4");
    }
}
