package io.userautomation.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.audit.page.FieldQuality;
import io.userautomation.audit.page.NamedCount;
import io.userautomation.audit.page.RunPage;
import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.wire.UserRecordParser;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunProfileTest {

    private static final long THEN = Instant.parse("2026-11-21T00:00:10Z").toEpochMilli();

    private final Subject run = Subject.of(Runs.closed(Map.of(0, 0L), Map.of(0, 100L)));
    private final RunProfile profile = new RunProfile(run);

    @AfterEach
    void close() {
        profile.close();
    }

    @Test
    void should_count_countries_and_nothing_else_that_stands_in_an_address() {
        // given
        see("8 Hauptstraße, Ulm, Bayern, Germany", "1984-03-05T07:08:09.100Z");
        see("1 Main St, Reno, Nevada, United States", "1984-03-05T07:08:09.100Z");
        see("1 Main St, Reno, Nevada, United States", "1984-03-05T07:08:09.100Z");
        see("1 Main St, Reno, Nevada, <script>alert(1)</script>", "1984-03-05T07:08:09.100Z");
        see("8 Hauptstraße Ulm", "1984-03-05T07:08:09.100Z");
        see(null, "1984-03-05T07:08:09.100Z");

        // then
        assertThat(profile.users(6).countries())
                .containsExactly(
                        new NamedCount("United States", 2), new NamedCount("Germany", 1), new NamedCount("other", 3));
    }

    @Test
    void should_count_ages_at_the_time_of_publishing_and_dates_out_of_order() {
        // given
        see("Germany", "1996-11-21T00:00:10Z");
        see("Germany", "1996-11-22T00:00:00Z");
        see("Germany", null);
        see("Germany", "2027-01-01T00:00:00Z");

        // when
        RunPage.Users users = profile.users(4);

        // then
        assertThat(users.ages())
                .containsExactly(new NamedCount("20–29", 1), new NamedCount("30–39", 1), new NamedCount("unknown", 2));
        assertThat(users.outOfOrder())
                .containsExactly(
                        new NamedCount("registered before birth", 1),
                        new NamedCount("born after publishing", 1),
                        new NamedCount("registered after publishing", 0));
    }

    @Test
    void should_say_of_each_field_what_is_wrong_with_it() {
        // given
        UserRecord user = Users.user();
        see(user);
        see(Users.withEmail(Users.user(), "nobody"));
        refuse("{\"id\":\"" + UUID.randomUUID() + "\"}");
        refuse("not JSON");

        // when
        RunPage.Users users = profile.users(2);

        // then
        assertThat(users.records()).isEqualTo(4);
        assertThat(users.invalid()).isEqualTo(2);
        assertThat(users.unreadable()).isEqualTo(1);
        assertThat(quality(users, "id").distinct()).isEqualTo(2);
        assertThat(quality(users, "first_name")).isEqualTo(new FieldQuality("first_name", 1, 0, 0, 1, 4));
        assertThat(quality(users, "email")).isEqualTo(new FieldQuality("email", 0, 0, 1, 2, 16));
        assertThat(quality(users, "post_code")).isEqualTo(new FieldQuality("post_code", 2, 0, 0, 0, 0));
    }

    @Test
    void should_count_addresses_that_more_than_one_user_has() {
        // given
        UserRecord twice = Users.withEmail(Users.user(), "twice@example.com");
        see(twice);
        see(twice);
        see(Users.withEmail(Users.user(), "Shared@example.com"));
        see(Users.withEmail(Users.user(), "shared@example.com "));
        see(Users.withEmail(Users.user(), "shared@example.com"));

        // when
        RunPage.Users users = profile.users(4);

        // then
        assertThat(users.sharedEmails()).isEqualTo(1);
        assertThat(quality(users, "email").distinct()).isEqualTo(2);
    }

    @Test
    void should_count_the_runs_dead_letters_by_reason_without_their_content() {
        // given
        deadLetter("run-1", "dob is not an instant");
        deadLetter("run-1", "dob is not an instant");
        deadLetter("run-1", "anna@example.com is bad");
        deadLetter("another-run", "email is missing");
        profile.sawDeadLetter(new ConsumerRecord<>("dlq", 0, 9, new byte[0], new byte[0]));

        // then
        List<NamedCount> reasons = profile.users(0).deadLetters();
        assertThat(reasons).extracting(NamedCount::count).containsExactly(2L, 1L);
        assertThat(reasons.get(0).name()).contains("dob is not", "instant");
        assertThat(reasons.toString()).doesNotContain("anna");
    }

    @Test
    void should_estimate_many_distinct_values_within_two_percent() {
        // given
        UserRecord user = Users.user();
        for (int i = 0; i < 50_000; i++) {
            Map<String, String> fields = new HashMap<>();
            fields.put("username", "fox" + i);
            see(with(user, fields));
        }

        // when
        RunPage.Users users = profile.users(1);

        // then
        assertThat(quality(users, "username").distinct()).isBetween(49_000L, 51_000L);
        assertThat(quality(users, "gender").distinct()).isEqualTo(1);
        assertThat(users.sharedEmails()).isZero();
    }

    private void see(String address, String dob) {
        Map<String, String> fields = new HashMap<>();
        fields.put("address", address);
        fields.put("dob", dob);
        see(with(Users.user(), fields));
    }

    private void see(UserRecord user) {
        profile.sawRecord(new Validation.Valid(user), THEN);
    }

    private void refuse(String value) {
        profile.sawRecord(UserRecordParser.parse(value.getBytes(UTF_8)), THEN);
    }

    private void deadLetter(String runId, String message) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("dlq", 0, 1, new byte[0], new byte[0]);
        record.headers()
                .add(RecordHeaders.RUN_ID, runId.getBytes(UTF_8))
                .add(DeadLetterHeaders.STAGE, DeadLetterHeaders.STAGE_VALIDATE.getBytes(UTF_8))
                .add(DeadLetterHeaders.EXCEPTION_MESSAGE, message.getBytes(UTF_8));
        profile.sawDeadLetter(record);
    }

    private static FieldQuality quality(RunPage.Users users, String field) {
        return users.fields().stream()
                .filter(found -> found.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private static UserRecord with(UserRecord user, Map<String, String> fields) {
        return new UserRecord(
                user.id(),
                user.firstName(),
                user.lastName(),
                user.gender(),
                fields.containsKey("address") ? fields.get("address") : user.address(),
                user.postCode(),
                user.email(),
                fields.getOrDefault("username", user.username()),
                fields.containsKey("dob") ? fields.get("dob") : user.dob(),
                user.registeredDate(),
                user.phone(),
                user.picture());
    }
}
