package io.userautomation.commandline.tls;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What a kind of server speaks, as far as one must know to find out whether it speaks it over TLS. */
public enum Protocol {
    /** An ApiVersions request of version 0, which brokers answer before any login. */
    KAFKA("Kafka", "0000000a 0012 0000 00000000 ffff"),
    /** An OPTIONS frame of the native protocol's version 4, which nodes answer before any login. */
    CASSANDRA("Cassandra", "04 00 0000 05 00000000"),
    /** An SSLRequest: the answer is one letter, and {@code S} means that a TLS handshake may follow. */
    POSTGRES("PostgreSQL", "00000008 04d2162f"),
    /** Nothing: the server speaks first. */
    MYSQL("MySQL", ""),
    /** {@code GET / HTTP/1.0} */
    HTTP("schema registry", HexFormat.of().formatHex("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

    private final String title;
    private final String hello;

    Protocol(String title, String hello) {
        this.title = title;
        this.hello = hello;
    }

    /** The server's name in messages. */
    public String title() {
        return title;
    }

    /** A first request that does nothing and that a server in plain text answers. */
    byte[] hello() {
        return HexFormat.of().parseHex(hello.replace(" ", ""));
    }
}
