package io.userautomation.benchmarks.spark;

import io.userautomation.model.record.UserField;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The spark-cassandra-connector's own writer, with the users in Spark's memory already; properties tune it. */
public final class ConnectorCassandra {

    /** As many as a batch of the job has. */
    private static final int TASKS = 4;

    private final SparkSession spark;
    private final CassandraSettings cassandra;

    private ConnectorCassandra(SparkSession spark, CassandraSettings cassandra) {
        this.spark = spark;
        this.cassandra = cassandra;
    }

    /** @param args file of users, how many to write before the clock starts */
    public static void main(String[] args) throws Exception {
        List<ValidUser> users = UsersInMemory.read(Path.of(args[0]));
        int warmUp = Integer.parseInt(args[1]);
        CassandraSettings cassandra = Settings.cassandra();
        try (SparkSession spark = Settings.connector(cassandra)
                .config("spark.cassandra.output.consistency.level", cassandra.consistency())
                .getOrCreate()) {
            ConnectorCassandra writer = new ConnectorCassandra(spark, cassandra);
            writer.write(writer.inMemory(users.subList(0, warmUp)));
            Dataset<Row> rest = writer.inMemory(users.subList(warmUp, users.size()));
            Clock.measure(users.size() - warmUp, () -> writer.write(rest));
        }
    }

    private Dataset<Row> inMemory(List<ValidUser> users) {
        StructType columns = new StructType();
        for (UserField field : UserField.values()) {
            columns = columns.add(field.key(), DataTypes.StringType, !field.required());
        }
        List<Row> rows = users.stream().map(ConnectorCassandra::row).toList();
        Dataset<Row> cached =
                spark.createDataFrame(rows, columns).repartition(TASKS).cache();
        if (cached.count() != users.size()) {
            throw new IllegalStateException("not all users are in Spark's memory");
        }
        return cached;
    }

    private static Row row(ValidUser user) {
        return RowFactory.create(Arrays.stream(UserField.values())
                .map(field -> (Object) field.of(user.user()))
                .toArray());
    }

    private void write(Dataset<Row> users) {
        users.write()
                .format("org.apache.spark.sql.cassandra")
                .option("keyspace", cassandra.keyspace())
                .option("table", cassandra.table())
                .mode(SaveMode.Append)
                .save();
    }
}
