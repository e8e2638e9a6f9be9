package io.userautomation.localstack.server;

import io.userautomation.localstack.ServerKind;

/** Knows which class runs which kind of server. */
public final class Servers {
    private Servers() {}

    /** A server of this kind, not started yet. */
    public static ServerProcess create(ServerKind kind, StackPlace place) {
        ServerSetup setup =
                switch (kind) {
                    case KAFKA -> new KafkaServer(place);
                    case CASSANDRA -> new CassandraServer(place);
                    case POSTGRES -> new PostgresServer(place);
                    case MYSQL -> new MysqlServer(place);
                    case SCHEMA_REGISTRY -> new SchemaRegistryServer(place);
                    case SPARK_MASTER -> new SparkMasterServer(place);
                    case SPARK_WORKER -> new SparkWorkerServer(place);
                    case RANDOM_USER_API -> new RandomUserApiServer(place);
                    case AIRFLOW_API_SERVER -> new AirflowServer(kind, place, "api-server");
                    case AIRFLOW_SCHEDULER -> new AirflowServer(kind, place, "scheduler", "--skip-serve-logs");
                    case AIRFLOW_DAG_PROCESSOR -> new AirflowServer(kind, place, "dag-processor");
                    case STREAM -> new StreamServer(place);
                    case METRICS_EXPORTER -> new MetricsExporterServer(place);
                };
        return new ServerProcess(setup, place);
    }
}
