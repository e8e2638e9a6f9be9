package io.userautomation.stores.cassandra;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Connections to Cassandra over TLS. A node's certificate must hold the name or address that it is reached by: that of
 * the contact point, and for nodes that the cluster tells of, the address that it tells. The driver's own factories look
 * an address' name up, so that whoever answers for DNS decides which certificate will do.
 */
public final class CassandraTls implements SslEngineFactory {

    private final SSLContext context;

    public CassandraTls(SSLContext context) {
        this.context = context;
    }

    @Override
    public SSLEngine newSslEngine(EndPoint node) {
        InetSocketAddress address = (InetSocketAddress) node.resolve();
        SSLEngine engine = context.createSSLEngine(address.getHostString(), address.getPort());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
