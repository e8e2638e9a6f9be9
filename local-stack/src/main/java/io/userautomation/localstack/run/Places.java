package io.userautomation.localstack.run;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.airflow.AirflowClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where to look at what a run has stored: addresses, and queries with the command to paste them into. */
final class Places {

    private final Stack stack;
    private final Path logs;

    /** @param logs where the tasks' logs are */
    Places(Stack stack, Path logs) {
        this.stack = stack;
        this.logs = logs;
    }

    /** @param staying whether the servers stay up */
    List<String> lines(boolean staying) {
        String keyspace = setOr("CASSANDRA_KEYSPACE", "spark_streams");
        String cassandraTable = setOr("CASSANDRA_TABLE", "created_users");
        String postgresTable = setOr("POSTGRES_TABLE", "user_data");
        Ports ports = stack.ports();
        Map<String, String> environment = stack.environment();
        String database =
                environment.get("POSTGRES_URL").replaceFirst(".*/", "").replaceFirst("\\?.*", "");
        List<String> lines = new ArrayList<>();
        lines.add(staying ? "Where to look:" : "Where to look, while the servers are up (with --stay they stay up):");
        if (stack.kinds().contains(ServerKind.AIRFLOW_API_SERVER)) {
            lines.add("  Airflow UI      http://127.0.0.1:%d   user %s, password in %s"
                    .formatted(
                            ports.of(PortName.AIRFLOW), AirflowClient.USER, AirflowClient.passwordFile(stack.data())));
        }
        lines.addAll(List.of(
                "  Spark master    http://127.0.0.1:" + ports.of(PortName.SPARK_MASTER_UI),
                "  Spark worker    http://127.0.0.1:" + ports.of(PortName.SPARK_WORKER_UI),
                "  schema registry http://127.0.0.1:" + ports.of(PortName.SCHEMA_REGISTRY),
                "  Kafka           127.0.0.1:" + ports.of(PortName.KAFKA),
                "  PostgreSQL      PGPASSWORD=$(cat '%s') psql -h 127.0.0.1 -p %d -U %s %s   (psql is in the package postgresql-client)"
                        .formatted(
                                stack.data().resolve("postgres/password"),
                                ports.of(PortName.POSTGRES),
                                environment.get("POSTGRES_USERNAME"),
                                database),
                "                  SELECT id, first_name, last_name, dob, ingested_at FROM %s ORDER BY ingested_at DESC LIMIT 10;"
                        .formatted(postgresTable),
                "  Cassandra       cqlsh 127.0.0.1 %d   (cqlsh comes by: pip install cqlsh)"
                        .formatted(ports.of(PortName.CASSANDRA)),
                "                  SELECT id, first_name, last_name, email FROM %s.%s LIMIT 10;"
                        .formatted(keyspace, cassandraTable),
                "  the tasks' logs " + logs));
        return lines;
    }

    private String setOr(String variable, String otherwise) {
        String set = stack.environment().getOrDefault(variable, System.getenv(variable));
        return set == null || set.isEmpty() ? otherwise : set;
    }
}
