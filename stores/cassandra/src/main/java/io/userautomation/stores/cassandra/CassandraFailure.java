package io.userautomation.stores.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.servererrors.CoordinatorException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import io.userautomation.commandline.Reason;
import io.userautomation.model.record.UserField;
import io.userautomation.stores.FailureKind;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.StoreFailure;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one place that says what an error of Cassandra or its driver means. What refuses a
 * row there, such as an index with a limit, says no more than that the statement is not valid.
 */
public final class CassandraFailure {

    private CassandraFailure() {}

    /**
     * Classifies what the driver threw, alone or for each node.
     *
     * @throws RuntimeException {@code failure} itself, where it is neither the driver's nor the network's
     */
    public static StoreFailure of(Throwable failure, CassandraSettings settings) {
        Throwable error = unwrap(failure);
        List<Throwable> causes = causes(error).toList();
        Optional<Throwable> notLoggedIn = causes.stream()
                .filter(AuthenticationException.class::isInstance)
                .findFirst();
        // A node that speaks of anything else has let us in.
        boolean accepted = causes.stream().anyMatch(CoordinatorException.class::isInstance);
        if (notLoggedIn.isPresent() && !accepted && causes.stream().noneMatch(CassandraFailure::isUnableToCheck)) {
            String sentence = "Cassandra at %s refuses the login, saying \"%s\": check %s and %s"
                    .formatted(
                            settings.contactPoints(),
                            inWords(notLoggedIn.get()),
                            CassandraSettings.USERNAME.variable(),
                            CassandraSettings.PASSWORD.variable());
            return new StoreFailure(FailureKind.LOGIN, sentence, cause(failure));
        }
        for (Throwable cause : causes) {
            if ((cause instanceof QueryValidationException || cause instanceof InvalidKeyspaceException)
                    && !isUnableToCheck(cause)) {
                return new StoreFailure(FailureKind.SCHEMA, refusal(cause, settings), cause(failure));
            }
        }
        if (error instanceof DriverException
                || error instanceof IOException
                || isDriverCutOff(error)
                || notLoggedIn.isPresent()) {
            return new StoreFailure(
                    FailureKind.OUTAGE,
                    "%s does not answer: %s".formatted(settings, inWords(notLoggedIn.orElse(error))),
                    cause(failure));
        }
        throw error instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(error);
    }

    private static String refusal(Throwable error, CassandraSettings settings) {
        if (error instanceof UnauthorizedException) {
            return "%s refuses: %s; have it granted to the role in %s, see docs/permissions.md"
                    .formatted(settings, inWords(error), CassandraSettings.USERNAME.variable());
        }
        return "%s refuses: %s; run schema-init, or look at %s and %s"
                .formatted(
                        settings,
                        inWords(error),
                        CassandraSettings.KEYSPACE.variable(),
                        CassandraSettings.TABLE.variable());
    }

    /** A node that can't read the logins and permissions says so in the words of one that refuses them. */
    private static boolean isUnableToCheck(Throwable error) {
        return (error instanceof AuthenticationException || error instanceof UnauthorizedException)
                && String.valueOf(error.getMessage()).contains("Unable to perform auth");
    }

    /** What the driver says of an outage, in no class of its own: where the schema is to be read, and of a session that gave up. */
    private static boolean isDriverCutOff(Throwable error) {
        String message = String.valueOf(error.getMessage());
        return error instanceof IllegalStateException
                && (message.startsWith("Control channel not available") || message.startsWith("Session is closed"));
    }

    /** Whether an answer took too long, by the driver's clock or the server's; to less at once it may not. */
    public static boolean isTimeout(Throwable failure) {
        return causes(unwrap(failure))
                .anyMatch(cause -> cause instanceof DriverTimeoutException
                        || cause instanceof WriteTimeoutException
                        || cause instanceof OverloadedException);
    }

    /** Whether a statement that was prepared is not valid with the values that were bound to it. */
    public static boolean refusesRow(Throwable failure) {
        return unwrap(failure) instanceof InvalidQueryException;
    }

    /** Why the server refused a row. Its message may hold values; of it nothing is said but which columns it names. */
    public static Refusal refusal(Throwable failure) {
        Throwable error = unwrap(failure);
        String columns = Stream.of(UserField.values())
                .map(UserField::key)
                .filter(key -> String.valueOf(error.getMessage()).matches("(?s).*\\b%s\\b.*".formatted(key)))
                .map(" of column %s"::formatted)
                .collect(Collectors.joining());
        return new Refusal(error.getClass().getName(), "value%s is not valid".formatted(columns), CassandraStore.NAME);
    }

    /** What the driver failed with; null where a server spoke, whose words may hold a row and would be logged. */
    private static Throwable cause(Throwable failure) {
        return causes(unwrap(failure)).anyMatch(CoordinatorException.class::isInstance) ? null : failure;
    }

    /** Futures wrap the driver's error. */
    private static Throwable unwrap(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException
                || failure instanceof ExecutionException
                || failure instanceof IOException;
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

    private static String inWords(Throwable error) {
        if (error instanceof ServerError) {
            return "an internal error, see the node's log";
        }
        return Reason.of(error).replaceFirst(" \\(showing first.*", "");
    }
}
