package io.userautomation.producer.settings;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Problem;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The proxy that leads to an address, by the variables that curl, Python and Docker go by: {@code HTTPS_PROXY} or
 * {@code HTTP_PROXY}, and {@code NO_PROXY}, in any case of their letters.
 *
 * @param variable which of them names it
 * @param host its host name or address
 * @param port its port
 * @param username to log in as; empty where the URL has none
 * @param password empty where the URL has none
 */
public record ProxySettings(
        String variable, String host, int port, Optional<String> username, Optional<String> password) {

    private static final int STANDARD_PORT = 80;

    /** The proxy for {@code target}; empty where none is set, or none is for it. */
    static Optional<ProxySettings> from(SettingsReader reader, URI target) {
        String variable = "https".equals(target.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY";
        if (new NoProxy(reader.inAnyCase("NO_PROXY").orElse("")).covers(target)) {
            return Optional.empty();
        }
        return reader.inAnyCase(variable).map(text -> parsed(variable, text));
    }

    private static ProxySettings parsed(String variable, String text) {
        try {
            URI url = URI.create(text.contains("://") ? text : "http://" + text);
            if (!"http".equals(url.getScheme()) || url.getHost() == null) {
                throw new IllegalArgumentException("no HTTP proxy");
            }
            Optional<String> login = Optional.ofNullable(url.getRawUserInfo());
            return new ProxySettings(
                    variable,
                    url.getHost(),
                    url.getPort() < 0 ? STANDARD_PORT : url.getPort(),
                    login.map(both -> decoded(both.replaceFirst(":.*", ""))),
                    login.filter(both -> both.contains(":")).map(both -> decoded(both.replaceFirst("[^:]*:", ""))));
        } catch (IllegalArgumentException e) {
            // A secret, since a login may stand in it.
            Setting setting = new Setting(
                    variable, null, null, "", "the URL of an HTTP proxy, such as http://proxy.example:3128", "", true);
            throw new InvalidSettingsException(List.of(new Problem(setting, text)));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** For messages, without the login. */
    @Override
    public String toString() {
        return "the proxy %s:%s (%s)".formatted(host, port, variable);
    }
}
