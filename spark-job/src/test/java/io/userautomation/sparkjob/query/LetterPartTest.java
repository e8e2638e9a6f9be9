package io.userautomation.sparkjob.query;

import static io.userautomation.sparkjob.query.Records.invalid;
import static io.userautomation.sparkjob.query.Records.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.record.IncomingRecord;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.DeadLettersUnavailableException;
import io.userautomation.stores.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LetterPartTest {

    private static final List<IncomingRecord> RECORDS =
            List.of(invalid(0, 10), valid(0, 11), invalid(0, 12), invalid(1, 3), invalid(1, 4), valid(1, 5));

    @Test
    void should_send_what_is_invalid_and_wait_for_all_of_it() {
        Brokers brokers = new Brokers(10);

        Part<Long> part = LetterPart.send(RECORDS.iterator(), brokers, Acknowledged.NOTHING);

        assertThat(part.done()).isEqualTo(4);
        assertThat(part.outage()).isNull();
        assertThat(brokers.places).containsExactly("0/10", "0/12", "1/3", "1/4");
    }

    @Test
    void should_say_how_far_it_came_when_the_brokers_take_no_more() {
        Part<Long> part = LetterPart.send(RECORDS.iterator(), new Brokers(3), Acknowledged.NOTHING);

        assertThat(part.done()).isEqualTo(3);
        assertThat(part.outage()).isEqualTo("enough");
        assertThat(part.acknowledged()).isEqualTo(new Acknowledged(Map.of(0, 12L, 1, 3L)));
    }

    @Test
    void should_add_only_what_is_missing_when_it_is_tried_again() {
        Part<Long> first = LetterPart.send(RECORDS.iterator(), new Brokers(3), Acknowledged.NOTHING);
        Brokers again = new Brokers(10);

        Part<Long> second = LetterPart.send(RECORDS.iterator(), again, first.acknowledged());

        assertThat(second.done()).isEqualTo(1);
        assertThat(again.places).containsExactly("1/4");
    }

    @Test
    void should_send_nothing_where_all_is_valid() {
        Brokers brokers = new Brokers(0);

        Part<Long> part = LetterPart.send(List.of(valid(0, 1)).iterator(), brokers, Acknowledged.NOTHING);

        assertThat(part).isEqualTo(new Part<>(0L, Acknowledged.NOTHING, null));
    }

    /** Takes so many, and acknowledges them one behind. */
    @SuppressWarnings("serial") // never travels
    private static final class Brokers implements DeadLetterWriter {

        private final List<String> places = new ArrayList<>();
        private final int limit;
        private long acknowledged;

        Brokers(int limit) {
            this.limit = limit;
        }

        @Override
        public void send(IncomingRecord origin, Refusal letter) {
            acknowledged = places.size();
            if (places.size() == limit) {
                throw new DeadLettersUnavailableException("enough", null);
            }
            places.add(origin.partition() + "/" + origin.offset());
        }

        @Override
        public void flush() {
            acknowledged = places.size();
        }

        @Override
        public long acknowledged() {
            return acknowledged;
        }

        @Override
        public void probe() {}
    }
}
