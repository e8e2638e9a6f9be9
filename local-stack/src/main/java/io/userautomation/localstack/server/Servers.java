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
                    case SCHEMA_REGISTRY, SPARK_MASTER, SPARK_WORKER, RANDOM_USER_API ->
                        throw new IllegalArgumentException(kind.title() + " can't be started yet");
                };
        return new ServerProcess(setup, place);
    }
}
