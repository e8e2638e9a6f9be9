package io.userautomation.benchmarks.spark;

import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.sparkjob.SparkJobSettings;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.postgres.PostgresSettings;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** The Spark job's settings, as its own variables give them. */
final class Settings {

    private Settings() {}

    static SparkJobSettings read() {
        return SparkJobSettings.from(new SettingsReader(System.getenv()));
    }

    static CassandraSettings cassandra() {
        return group(CassandraSettings::from);
    }

    static PostgresSettings postgres() {
        return group(PostgresSettings::from);
    }

    private static <T> T group(Function<SettingsReader, T> group) {
        SettingsReader reader = new SettingsReader(System.getenv());
        T settings = group.apply(reader);
        reader.done();
        return settings;
    }

    /** A Spark whose connector knows where Cassandra is, and has its defaults in all else. */
    static SparkSession.Builder connector(CassandraSettings cassandra) {
        return SparkSession.builder()
                .config(
                        "spark.cassandra.connection.host",
                        cassandra.addresses().get(0).getHostString())
                .config(
                        "spark.cassandra.connection.port",
                        cassandra.addresses().get(0).getPort())
                .config("spark.cassandra.connection.localDC", cassandra.localDatacenter());
    }
}
