package io.userautomation.stores;

import static io.userautomation.stores.contract.Users.called;
import static io.userautomation.stores.contract.Users.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.contract.Users;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NewestByIdTest {

    private final UUID id = UUID.randomUUID();

    @Test
    void should_prefer_the_later_timestamp_to_the_higher_offset() {
        ValidUser later = version(called("Later", id), 2, 1);

        assertThat(newest(version(called("Higher", id), 1, 9), later)).containsExactly(later);
        assertThat(newest(later, version(called("Higher", id), 1, 9))).containsExactly(later);
    }

    @Test
    void should_decide_equal_timestamps_by_offset() {
        ValidUser higher = version(called("Higher", id), 1, 9);

        assertThat(newest(higher, version(called("Lower", id), 1, 8))).containsExactly(higher);
        assertThat(newest(version(called("Lower", id), 1, 8), higher)).containsExactly(higher);
    }

    @Test
    void should_keep_everyone_who_is_there_once() {
        List<ValidUser> users = Users.some(100, 1);

        assertThat(NewestById.of(users.iterator())).containsExactlyInAnyOrderElementsOf(users);
    }

    @Test
    void should_leave_nothing_of_nothing() {
        assertThat(NewestById.of(Collections.emptyIterator())).isEmpty();
    }

    private static Iterable<ValidUser> newest(ValidUser... users) {
        return NewestById.of(List.of(users).iterator());
    }
}
