package io.userautomation.stores.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Server;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.Unavailable;
import io.userautomation.stores.WriteOutcome.Written;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a sink must do when its database goes away under it; inherited by the test of each. */
public abstract class StoreOutageContract {

    private static final long NOON = 1_790_000_000_123L;

    /** A hang is what these tests are about, so whatever lasts this long is one. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    protected abstract StoreWriter writer();

    protected abstract Server server();

    protected abstract int count(Collection<UUID> ids);

    /** The database answers, and connections to it are open as in the midst of a run. */
    @BeforeEach
    void write_something_first() {
        assertThat(write(Users.some(10, NOON))).isInstanceOf(Written.class);
    }

    @AfterEach
    void bring_the_server_back() {
        server().resume();
        if (!server().isRunning()) {
            server().restart();
        }
        awaitServer();
    }

    @Test
    void should_return_unavailable_when_the_server_is_gone_and_complete_the_batch_afterwards() {
        List<ValidUser> users = Users.some(100, NOON);
        server().kill();

        WriteOutcome outcome = bounded(users);

        assertThat(outcome).isInstanceOfSatisfying(Unavailable.class, gone -> assertThat(gone.reason())
                .contains("127.0.0.1:" + server().port()));
        assertThatThrownBy(writer()::probe)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("127.0.0.1:" + server().port());
        server().restart();
        awaitServer();
        assertThat(write(users)).isInstanceOf(Written.class);
        assertThat(count(ids(users))).isEqualTo(users.size());
    }

    @Test
    void should_return_unavailable_when_the_server_hangs_and_complete_the_batch_afterwards() {
        List<ValidUser> users = Users.some(5_000, NOON);
        server().pause();

        WriteOutcome outcome = bounded(users);

        assertThat(outcome).isInstanceOf(Unavailable.class);
        server().resume();
        awaitServer();
        assertThat(write(users)).isInstanceOf(Written.class);
        assertThat(count(ids(users))).isEqualTo(users.size());
    }

    /** Slow, since the server must not be done with the write before it is killed. */
    @Test
    @Tag("slow")
    void should_return_unavailable_when_the_server_dies_in_a_write_and_complete_the_batch_afterwards() {
        List<ValidUser> users = Users.some(120_000, NOON);
        CompletableFuture<WriteOutcome> outcome = CompletableFuture.supplyAsync(() -> write(users));
        // Counting all of them would take longer than writing them.
        List<UUID> some = ids(users.subList(0, 100));
        await().atMost(BOUND).pollInterval(Duration.ofMillis(20)).until(() -> count(some) > 0);

        server().kill();

        assertThat(outcome.orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join())
                .isInstanceOf(Unavailable.class);
        server().restart();
        awaitServer();
        assertThat(write(users)).isInstanceOf(Written.class);
        assertThat(count(ids(users))).isEqualTo(users.size());
    }

    private WriteOutcome write(List<ValidUser> users) {
        return writer().write(users.iterator());
    }

    private WriteOutcome bounded(List<ValidUser> users) {
        return CompletableFuture.supplyAsync(() -> write(users))
                .orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void awaitServer() {
        await().atMost(BOUND)
                .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                .until(() -> {
                    writer().probe();
                    return true;
                });
    }

    private static List<UUID> ids(Collection<ValidUser> users) {
        return users.stream().map(ValidUser::id).toList();
    }
}
