package io.userautomation.kafka.settings;

import io.userautomation.commandline.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.authenticator.SaslClientCallbackHandler;

/**
 * What a Kafka client asks at each login, where the password stands in a file: a client that lives on finds the new one there.
 * Where there is no such file, as on another host, it is the password of the login's own configuration.
 */
public final class PasswordFromFile implements AuthenticateCallbackHandler {

    /** The login's option that names the file. */
    static final String FILE = "password_file";

    private static final String PASSWORD = "password";

    private final SaslClientCallbackHandler otherwise = new SaslClientCallbackHandler();
    private Secret password;

    /** Kafka's clients make it by its name. */
    public PasswordFromFile() {}

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> logins) {
        otherwise.configure(configs, mechanism, logins);
        Map<String, ?> options = logins.get(0).getOptions();
        Path file = Path.of(options.get(FILE).toString());
        String cameAlong = options.get(PASSWORD).toString();
        password = Files.exists(file) ? Secret.in(file, cameAlong) : Secret.of(cameAlong);
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof PasswordCallback asked) {
                asked.setPassword(password.text().toCharArray());
            } else {
                otherwise.handle(new Callback[] {callback});
            }
        }
    }

    @Override
    public void close() {
        otherwise.close();
    }
}
