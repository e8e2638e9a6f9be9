package io.userautomation.systemtests.compose;

import io.userautomation.localstack.Finished;
import java.util.List;

/** How many users there are, as a person asks the databases in their containers. */
final class StoredUsers {

    private final ComposeStack stack;

    StoredUsers(ComposeStack stack) {
        this.stack = stack;
    }

    long inCassandra() {
        return number(cql("SELECT count(*) FROM spark_streams.created_users"));
    }

    /** The lines that {@code cqlsh} writes. */
    List<String> cql(String query) {
        return lines(stack.exec("cassandra", "cqlsh", "--execute", query));
    }

    /** 0 also where the table is not yet there. */
    long inPostgres() {
        Finished query = stack.exec(
                "postgres",
                "psql",
                "--username=user_data",
                "--dbname=user_data",
                "--tuples-only",
                "--command=SELECT count(*) FROM user_data");
        return query.stderr().contains("does not exist") ? 0 : number(lines(query));
    }

    private static List<String> lines(Finished query) {
        return DockerCommands.succeeded(query).stdout();
    }

    private static long number(List<String> lines) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no number in " + lines));
    }
}
