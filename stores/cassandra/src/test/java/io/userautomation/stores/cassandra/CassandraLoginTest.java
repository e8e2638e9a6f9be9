package io.userautomation.stores.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.auth.SyncAuthenticator;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import io.userautomation.commandline.settings.Secret;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassandraLoginTest {

    @TempDir
    private Path folder;

    @Test
    void should_log_each_connection_in_with_the_password_that_the_file_holds_then() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "first\n");
        CassandraLogin login = new CassandraLogin("me", Secret.in(file, ""));

        assertThat(said(login)).isEqualTo("\0me\0first");
        Files.writeString(file, "second\n");
        assertThat(said(login)).isEqualTo("\0me\0second");
    }

    private static String said(CassandraLogin login) {
        SyncAuthenticator connection = (SyncAuthenticator) login.newAuthenticator(
                new DefaultEndPoint(InetSocketAddress.createUnresolved("node", 9042)),
                "org.apache.cassandra.auth.PasswordAuthenticator");
        return StandardCharsets.UTF_8.decode(connection.initialResponseSync()).toString();
    }
}
