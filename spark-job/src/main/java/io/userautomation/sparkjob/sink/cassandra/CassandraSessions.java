package io.userautomation.sparkjob.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.spark.connector.cql.CassandraConnector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/**
 * One session per cluster and executor process, shared by its tasks and open until the process ends.
 *
 * <p>The connector opens it, so that whatever {@code spark.cassandra.*} properties a user submits with (compression,
 * connections per executor) hold for our writes too. Where it is and who logs in comes from our settings. Its retry
 * policy is switched off: it tries the same node sixty times, while our writer gives up after two seconds.
 */
final class CassandraSessions {

    private static final Map<CassandraTarget, CassandraTable> OPEN = new ConcurrentHashMap<>();

    private CassandraSessions() {}

    /**
     * The table, ready to be written; opens the session on the first call.
     *
     * @throws RuntimeException the driver's own, when there is no connection or no such table; nothing is kept then
     */
    static CassandraTable table(CassandraTarget target) {
        return OPEN.computeIfAbsent(target, absent -> CassandraTable.prepare(session(absent), absent));
    }

    /** The session without a look at the table. */
    static CqlSession session(CassandraTarget target) {
        return CassandraConnector.apply(configuration(target)).openSession();
    }

    private static SparkConf configuration(CassandraTarget target) {
        SparkEnv spark = SparkEnv.get();
        SparkConf conf = spark == null ? new SparkConf(false) : spark.conf().clone();
        conf.set("spark.cassandra.connection.host", target.contactPoints());
        conf.set("spark.cassandra.connection.localDC", target.localDatacenter());
        conf.set("spark.cassandra.query.retry.count", "0");
        // Longer than the server's own two seconds, so that its verdict arrives before we stop listening.
        conf.setIfMissing("spark.cassandra.read.timeoutMS", "3000");
        // Back within two seconds of the server, whatever the length of the outage.
        conf.setIfMissing("spark.cassandra.connection.reconnectionDelayMS.min", "500");
        conf.setIfMissing("spark.cassandra.connection.reconnectionDelayMS.max", "2000");
        conf.setIfMissing("spark.cassandra.connection.timeoutMS", "5000");
        if (target.username() != null) {
            conf.set("spark.cassandra.auth.username", target.username());
            conf.set("spark.cassandra.auth.password", target.password());
        }
        if (target.transport().tls()) {
            TlsConnectionFactory.use(target.transport(), conf);
        }
        return conf;
    }
}
