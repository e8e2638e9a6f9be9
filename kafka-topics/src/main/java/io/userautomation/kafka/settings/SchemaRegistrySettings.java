package io.userautomation.kafka.settings;

import io.userautomation.commandline.settings.Addresses;
import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Secret;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.commandline.tls.CertificateAuthorities;
import io.userautomation.commandline.tls.Protocol;
import io.userautomation.commandline.tls.Transport;
import java.util.List;
import java.util.Optional;

/**
 * The schema registry, if there is one.
 *
 * @param url base of the Confluent-compatible API, under which {@code /subjects} stands; empty to do without
 * @param username of HTTP's basic authentication; empty where the registry asks for none
 * @param password empty where the registry asks for none
 * @param caFile PEM file of the CAs that may have signed the registry's certificate; empty: those that the JVM trusts
 */
public record SchemaRegistrySettings(
        Optional<String> url, Optional<String> username, Optional<Secret> password, Optional<String> caFile) {

    public static final Setting URL = Setting.variable(
            "SCHEMA_REGISTRY_URL",
            null,
            "",
            "an http(s) URL without user or password",
            "Base URL of a Confluent-compatible schema registry; unset: none is used.");
    public static final Setting USERNAME = Setting.variable(
            "SCHEMA_REGISTRY_USERNAME",
            null,
            "",
            "set together with SCHEMA_REGISTRY_PASSWORD",
            "User to log in as (basic authentication), if any.");
    public static final Setting PASSWORD = Setting.secret("SCHEMA_REGISTRY_PASSWORD", "Password of that user.");
    public static final Setting CA_FILE = Setting.variable(
            "SCHEMA_REGISTRY_CA_FILE",
            null,
            "",
            "a readable PEM file of certificates, and only where SCHEMA_REGISTRY_URL is https",
            "CAs that may have signed the registry's certificate; unset: those that Java trusts.");

    public static final List<Setting> ALL = List.of(URL, USERNAME, PASSWORD, CA_FILE);

    public SchemaRegistrySettings {
        new Checks()
                .require(url.isEmpty() || Addresses.isHttpUrl(url.get()), URL, url.orElse(null))
                .require(username.isPresent() == password.isPresent(), USERNAME, username.orElse(null))
                .require(
                        caFile.isEmpty() || (isHttps(url) && CertificateAuthorities.areIn(caFile.get())),
                        CA_FILE,
                        caFile.orElse(null))
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static SchemaRegistrySettings from(SettingsReader reader) {
        return reader.group(() -> new SchemaRegistrySettings(
                reader.optionalText(URL),
                reader.optionalText(USERNAME),
                reader.optionalSecret(PASSWORD),
                reader.optionalText(CA_FILE)));
    }

    /** How to speak to the registry. */
    public Transport transport() {
        return new Transport(
                Protocol.HTTP,
                isHttps(url),
                caFile.orElse(null),
                CA_FILE.variable(),
                "begin SCHEMA_REGISTRY_URL with https",
                "begin SCHEMA_REGISTRY_URL with http");
    }

    /** Without the secret: records print all they hold. */
    @Override
    public String toString() {
        return "schema registry at " + url.orElse("no URL");
    }

    private static boolean isHttps(Optional<String> url) {
        return url.filter(text -> text.startsWith("https:")).isPresent();
    }
}
