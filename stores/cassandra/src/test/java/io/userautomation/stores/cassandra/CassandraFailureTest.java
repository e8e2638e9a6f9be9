package io.userautomation.stores.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.Secret;
import io.userautomation.stores.FailureKind;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.StoreFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what each of the driver's errors means; whoever meets one asks there. */
class CassandraFailureTest {

    private static final CassandraSettings SETTINGS = new CassandraSettings(
            "node:9042",
            "datacenter1",
            "spark_streams",
            "created_users",
            1,
            "LOCAL_QUORUM",
            Optional.of("writer"),
            Optional.of(Secret.of("a-secret")),
            false,
            Optional.empty());

    private static final EndPoint NODE = new DefaultEndPoint(InetSocketAddress.createUnresolved("node", 9042));

    static Stream<Arguments> errors() {
        Throwable login = new AuthenticationException(NODE, "bad credentials");
        Throwable unable = new AuthenticationException(
                NODE,
                "server replied with 'Unable to perform authentication: Cannot achieve consistency level QUORUM'");
        return Stream.of(
                Arguments.of(new DriverTimeoutException("no answer"), FailureKind.OUTAGE),
                Arguments.of(new NoNodeAvailableException(), FailureKind.OUTAGE),
                Arguments.of(new OverloadedException(null), FailureKind.OUTAGE),
                Arguments.of(new CompletionException(new DriverTimeoutException("no answer")), FailureKind.OUTAGE),
                Arguments.of(new IOException("no connection"), FailureKind.OUTAGE),
                Arguments.of(
                        new IllegalStateException("Control channel not available, aborting schema refresh"),
                        FailureKind.OUTAGE),
                Arguments.of(new IllegalStateException("Session is closed"), FailureKind.OUTAGE),
                Arguments.of(login, FailureKind.LOGIN),
                Arguments.of(new ExecutionException(login), FailureKind.LOGIN),
                Arguments.of(allNodes(login), FailureKind.LOGIN),
                Arguments.of(allNodes(login, new NoNodeAvailableException()), FailureKind.LOGIN),
                Arguments.of(allNodes(login, new OverloadedException(null)), FailureKind.OUTAGE),
                Arguments.of(unable, FailureKind.OUTAGE),
                Arguments.of(allNodes(unable), FailureKind.OUTAGE),
                Arguments.of(allNodes(login, unable), FailureKind.OUTAGE),
                Arguments.of(
                        new UnauthorizedException(null, "Unable to perform authorization of permissions: no quorum"),
                        FailureKind.OUTAGE),
                Arguments.of(new InvalidKeyspaceException("no keyspace"), FailureKind.SCHEMA),
                Arguments.of(new InvalidQueryException(null, "no table"), FailureKind.SCHEMA),
                Arguments.of(new UnauthorizedException(null, "no permission"), FailureKind.SCHEMA));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void should_say_what_an_error_means_and_what_to_do(Throwable error, FailureKind kind) {
        // when
        StoreFailure failure = CassandraFailure.of(error, SETTINGS);
        // then
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sentence())
                .startsWith("Cassandra at node:9042")
                .contains(
                        switch (kind) {
                            case OUTAGE -> ", table spark_streams.created_users does not answer: ";
                            case LOGIN ->
                                " refuses the login, saying \"Authentication error on node node/<unresolved>:9042: bad credentials\":"
                                        + " check CASSANDRA_USERNAME and CASSANDRA_PASSWORD";
                            case SCHEMA ->
                                error instanceof UnauthorizedException
                                        ? " refuses: no permission; have it granted to the role in CASSANDRA_USERNAME,"
                                                + " see docs/permissions.md"
                                        : "; run schema-init, or look at CASSANDRA_KEYSPACE and CASSANDRA_TABLE";
                            case DATA -> throw new AssertionError("Cassandra has none");
                        })
                .doesNotContain("a-secret");
    }

    @Test
    void should_tell_of_a_row_only_which_columns_the_server_names() {
        Throwable error = new CompletionException(
                new InvalidQueryException(null, "Value of column 'address' is 12 Main Street, beyond the limit"));

        assertThat(CassandraFailure.refusesRow(error)).isTrue();
        assertThat(CassandraFailure.refusal(error))
                .isEqualTo(new Refusal(
                        InvalidQueryException.class.getName(), "value of column address is not valid", "cassandra"));
    }

    @Test
    void should_keep_no_cause_with_the_words_of_a_server() {
        assertThat(CassandraFailure.of(new InvalidQueryException(null, "Ada"), SETTINGS)
                        .cause())
                .isNull();
        assertThat(CassandraFailure.of(allNodes(new ServerError(null, "Ada")), SETTINGS))
                .satisfies(failure -> assertThat(failure.cause()).isNull())
                .satisfies(failure -> assertThat(failure.sentence()).doesNotContain("Ada"));
        Throwable drivers = new DriverTimeoutException("no answer");
        assertThat(CassandraFailure.of(drivers, SETTINGS).cause()).isSameAs(drivers);
    }

    @Test
    void should_end_the_task_for_what_is_no_outage() {
        StoreFailure failure = CassandraFailure.of(new InvalidKeyspaceException("no keyspace"), SETTINGS);

        assertThatThrownBy(failure::outage).isInstanceOf(TaskException.class).hasMessageContaining("no keyspace");
    }

    @Test
    void should_let_our_own_failures_through_as_they_are() {
        IllegalStateException ours = new IllegalStateException("a defect");

        assertThatThrownBy(() -> CassandraFailure.of(ours, SETTINGS)).isSameAs(ours);
    }

    private static AllNodesFailedException allNodes(Throwable... errors) {
        return AllNodesFailedException.fromErrors(Stream.of(errors)
                .map(error -> Map.entry(mock(Node.class), error))
                .toList());
    }
}
