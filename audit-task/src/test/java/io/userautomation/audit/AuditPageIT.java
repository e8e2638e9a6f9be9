package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.localstack.Finished;
import io.userautomation.model.record.UserRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of runs on real servers. */
class AuditPageIT {

    private static TestServers servers;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        servers = TestServers.shared();
    }

    @Test
    void should_show_a_proven_run_from_the_fat_jar_which_carries_all_that_the_page_needs() throws Exception {
        // given
        TestRun run = TestRun.stored(servers, 20);
        run.report("postgres", 100, 200, 250, 300);
        Path file = folder.resolve("run.html");

        // when
        Finished finished = run.audit("--report", file.toString());

        // then
        assertThat(finished.exitStatus()).as(finished.toString()).isZero();
        assertThat(finished.lastStdoutLineAsJson().get("report").getAsString()).isEqualTo(file.toString());
        assertThat(Files.readString(file))
                .contains("Chart.js v", "Run %s is proven: each of its 20 users".formatted(run.id))
                .contains("\"name\":\"Germany\",\"count\":20", "\"name\":\"stored in postgres\"", "\"shared_emails\":1")
                .doesNotContain("anna@example.com", "Hauptstra");
    }

    @Test
    void should_show_what_is_missing_and_why_records_are_dead_letters() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 20);
        run.publish(Users.users(20));
        run.store("cassandra", "postgres");
        run.deadLetter(
                run.publishBytes("no user".getBytes(StandardCharsets.UTF_8)), DeadLetterHeaders.STAGE_VALIDATE, null);
        run.close(20);
        run.commit("cassandra", "postgres");
        UserRecord deleted = run.published.keySet().iterator().next();
        run.delete("postgres", deleted);
        Path file = folder.resolve("run.html");

        // when
        Finished finished = run.auditInProcess("--budget", "10", "--report", file.toString());

        // then
        assertThat(finished.exitStatus()).as(finished.toString()).isEqualTo(3);
        assertThat(Files.readString(file))
                .contains("is not proven, for one reason.", "1 user is missing in postgres: " + deleted.id())
                .contains("\"records\":21,\"invalid\":1,\"unreadable\":1", "validate by other: no message");
    }

    @Test
    void should_show_a_run_that_is_still_open_and_what_was_published_since() throws Exception {
        // given
        Instant since = Instant.now();
        TestRun run = TestRun.open(servers, 5);
        run.publish(Users.users(5));
        run.store("cassandra", "postgres");
        run.commit("cassandra", "postgres");
        Path open = folder.resolve("open.html");
        Path published = folder.resolve("since.html");

        // when
        Finished ofRun = run.auditInProcess("--report", open.toString());
        Finished ofTime =
                servers.auditInProcess(Map.of("AUDIT_REPORT", published.toString()), "--since", since.toString());

        // then
        assertThat(ofRun.exitStatus()).as(ofRun.toString()).isEqualTo(3);
        assertThat(ofTime.exitStatus()).as(ofTime.toString()).isZero();
        assertThat(Files.readString(open)).contains("Run %s is still open".formatted(run.id));
        assertThat(Files.readString(published)).contains("What was published since %s is proven".formatted(since));
    }

    @Test
    void should_refuse_a_folder_before_it_asks_any_server() throws IOException {
        // when
        Finished finished = servers.auditInProcess(
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"), "--latest", "--report", folder.toString());

        // then
        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr()).contains("AUDIT_REPORT (--report) is '%s': must be a file".formatted(folder));
        assertThat(folder).isEmptyDirectory();
    }
}
