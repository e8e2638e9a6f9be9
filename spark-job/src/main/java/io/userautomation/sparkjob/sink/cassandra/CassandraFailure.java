package io.userautomation.sparkjob.sink.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.spark.connector.util.ConfigCheck.ConnectorConfigurationException;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Tells an outage, which waiting ends, from what no waiting mends. */
final class CassandraFailure {

    private CassandraFailure() {}

    /**
     * The outage that {@code failure} is, as one sentence.
     *
     * @throws TaskException when it is none: a wrong password, table or statement
     */
    static String outage(Throwable failure, CassandraTarget target) {
        Throwable error = unwrap(failure);
        Optional<Throwable> unmendable =
                causes(error).filter(CassandraFailure::isUnmendable).findFirst();
        if (unmendable.isPresent()) {
            throw unmendable(unmendable.get(), target);
        }
        if (error instanceof DriverException || error instanceof IOException) {
            return "%s does not answer: %s".formatted(target, spoken(error));
        }
        throw error instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(error);
    }

    private static TaskException unmendable(Throwable error, CassandraTarget target) {
        String advice = "run schema-init, or look at CASSANDRA_KEYSPACE and CASSANDRA_TABLE";
        if (error instanceof AuthenticationException) {
            advice = "look at CASSANDRA_USERNAME and CASSANDRA_PASSWORD";
        } else if (error instanceof ConnectorConfigurationException) {
            advice = "look at CASSANDRA_LOCAL_DATACENTER and at spark.cassandra.* properties";
        }
        return new TaskException(
                ExitStatus.FAILED, "%s refuses: %s; %s".formatted(target, spoken(error), advice), error);
    }

    private static boolean isUnmendable(Throwable error) {
        return error instanceof QueryValidationException
                || error instanceof AuthenticationException
                || error instanceof InvalidKeyspaceException
                || error instanceof ConnectorConfigurationException;
    }

    /** The connector wraps the driver's error in an IOException, futures in a CompletionException. */
    private static Throwable unwrap(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof IOException;
        return wrapped && failure.getCause() != null ? unwrap(failure.getCause()) : failure;
    }

    /** The error itself and, where every node failed, what each of them said. */
    private static Stream<Throwable> causes(Throwable error) {
        if (error instanceof AllNodesFailedException all) {
            return all.getAllErrors().values().stream()
                    .flatMap(Collection::stream)
                    .flatMap(CassandraFailure::causes);
        }
        return Stream.iterate(error, each -> each != null, Throwable::getCause);
    }

    private static String spoken(Throwable error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : message.replaceFirst(" \\(showing first.*", "");
    }
}
