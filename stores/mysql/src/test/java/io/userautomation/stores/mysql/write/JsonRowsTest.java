package io.userautomation.stores.mysql.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.contract.Users;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonRowsTest {

    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");

    @Test
    void should_leave_out_what_is_null_and_write_instants_in_utc() {
        ValidUser user = Users.version(Users.withoutOptionalFields(ID), 1_790_000_000_123L, 7);

        assertThat(JsonRows.of(List.of(user, user)))
                .startsWith("[{\"id\":\"00000000-0000-4000-8000-000000000001\",\"first_name\":\"Ann\",")
                .contains("\"username\":\"ann\",\"event_time\":\"2026-09-21 14:13:20.123\",\"kafka_offset\":7},{")
                .doesNotContain("null", "dob");
    }

    @Test
    void should_quote_what_json_gives_a_meaning() {
        ValidUser user = Users.version(Users.called("\"\\\n\0 é", ID), 0, 7);

        assertThat(JsonRows.of(List.of(user))).contains("\"first_name\":\"\\\"\\\\\\u000a\\u0000 é\"");
    }

    @Test
    void should_put_no_more_rows_into_a_statement_than_any_server_takes() {
        ValidUser large = Users.version(Users.called("x".repeat(8 * 1024), ID), 0, 7);

        assertThat(JsonRows.fitting(Users.some(300, 0))).isEqualTo(300);
        assertThat(JsonRows.fitting(Collections.nCopies(100, large))).isEqualTo(17);
        assertThat(JsonRows.fitting(List.of())).isZero();
    }
}
