package io.userautomation.stores.cassandra;

import com.datastax.oss.driver.api.core.auth.PlainTextAuthProviderBase;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import io.userautomation.commandline.settings.Secret;

/** The login of each of a session's connections, with the password as it is when that connection is made. */
final class CassandraLogin extends PlainTextAuthProviderBase {

    private final String username;
    private final Secret password;

    CassandraLogin(String username, Secret password) {
        super("login");
        this.username = username;
        this.password = password;
    }

    @Override
    protected Credentials getCredentials(EndPoint endPoint, String serverAuthenticator) {
        return new Credentials(username.toCharArray(), password.text().toCharArray());
    }
}
