package io.userautomation.sparkjob.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthProvider;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.spark.connector.cql.CassandraConnectionFactory;
import com.datastax.spark.connector.cql.CassandraConnectorConf;
import com.datastax.spark.connector.cql.DefaultConnectionFactory$;
import com.datastax.spark.connector.cql.IpBasedContactInfo;
import io.userautomation.commandline.tls.CertificateAuthorities;
import io.userautomation.commandline.tls.Transport;
import io.userautomation.stores.cassandra.CassandraTls;
import java.util.Optional;
import org.apache.spark.SparkConf;
import scala.Option;

/**
 * Sessions over TLS as the connector opens them, but with the host name checked, which the connector itself never does,
 * and with the CA's certificates in PEM. Made by the connector, by its name.
 */
public final class TlsConnectionFactory implements CassandraConnectionFactory {

    private static final long serialVersionUID = 1L;

    private static final String ENABLED = "spark.cassandra.connection.ssl.enabled";
    private static final String CA_FILE = "spark.cassandra.connection.ssl.trustStore.path";

    /** Sets what makes the connector use this factory. */
    static void use(Transport transport, SparkConf conf) {
        conf.set("spark.cassandra.connection.factory", TlsConnectionFactory.class.getName());
        conf.set(ENABLED, "true");
        conf.remove(CA_FILE);
        if (transport.caFile() != null) {
            conf.set(CA_FILE, transport.caFile());
        }
    }

    @Override
    public CqlSession createSession(CassandraConnectorConf conf) {
        IpBasedContactInfo cluster = (IpBasedContactInfo) conf.contactInfo();
        Option<String> caFile = cluster.cassandraSSLConf().trustStorePath();
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(DefaultConnectionFactory$.MODULE$
                        .connectorConfigBuilder(conf, DriverConfigLoader.programmaticBuilder())
                        .build())
                .withSslEngineFactory(new CassandraTls(
                        CertificateAuthorities.context(Optional.ofNullable(caFile.getOrElse(() -> null)))));
        Option<AuthProvider> login = cluster.authConf().authProvider();
        return login.isDefined() ? builder.withAuthProvider(login.get()).build() : builder.build();
    }

    /** The connector shares a session among equal configurations, of which this is a part. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TlsConnectionFactory;
    }

    @Override
    public int hashCode() {
        return TlsConnectionFactory.class.hashCode();
    }
}
