package io.userautomation.sparkjob.sink.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import io.userautomation.commandline.TaskException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CassandraFailureTest {

    private static final CassandraTarget TARGET = new CassandraTarget(
            "node:9042",
            "datacenter1",
            "spark_streams",
            "created_users",
            "LOCAL_QUORUM",
            "writer",
            "a-secret",
            null,
            List.of());

    static Stream<Throwable> outages() {
        return Stream.of(
                new DriverTimeoutException("no answer"),
                new NoNodeAvailableException(),
                new CompletionException(new DriverTimeoutException("no answer")),
                new IOException("no connection", new NoNodeAvailableException()),
                new IOException("no connection"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void should_take_these_for_an_outage(Throwable failure) {
        assertThat(CassandraFailure.outage(failure, TARGET))
                .startsWith("Cassandra at node:9042, table spark_streams.created_users does not answer: ");
    }

    @Test
    void should_fail_loudly_when_the_login_is_refused() {
        EndPoint node = new DefaultEndPoint(InetSocketAddress.createUnresolved("node", 9042));
        Throwable refused = new IOException(new AuthenticationException(node, "bad credentials"));

        assertThatThrownBy(() -> CassandraFailure.outage(refused, TARGET))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("node:9042")
                .hasMessageContaining("CASSANDRA_USERNAME and CASSANDRA_PASSWORD")
                .hasMessageNotContaining("a-secret");
    }

    @Test
    void should_fail_loudly_when_the_keyspace_is_missing() {
        assertThatThrownBy(() -> CassandraFailure.outage(new InvalidKeyspaceException("no keyspace"), TARGET))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("run schema-init");
    }

    @Test
    void should_let_our_own_failures_through_as_they_are() {
        IllegalStateException ours = new IllegalStateException("a defect");

        assertThatThrownBy(() -> CassandraFailure.outage(ours, TARGET)).isSameAs(ours);
    }

    @Test
    void should_not_print_the_password_with_the_target() {
        assertThat(TARGET.toString()).isEqualTo("Cassandra at node:9042, table spark_streams.created_users");
    }
}
