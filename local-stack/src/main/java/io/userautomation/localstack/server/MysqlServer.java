package io.userautomation.localstack.server;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.process.LogFile;
import io.userautomation.localstack.tls.ServerCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A MariaDB server, since MySQL's own comes as no package, with an empty database {@code user_data}; its password is drawn
 * once per data folder.
 */
final class MysqlServer implements ServerSetup {
    private static final String USER = "user_automation";
    private static final String DATABASE = "user_data";

    /** What a new data folder is laid by, in this order. */
    private static final List<String> SYSTEM_TABLES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    private final StackPlace place;
    private List<String> through = List.of();

    MysqlServer(StackPlace place) {
        this.place = place;
    }

    @Override
    public ServerKind kind() {
        return ServerKind.MYSQL;
    }

    @Override
    public void prepare(LogFile log) throws IOException, InterruptedException {
        Path folder = place.folder(kind());
        Files.createDirectories(folder);
        Path configuration = Template.named("mysql/server.cnf")
                .with("port", place.port(PortName.MYSQL))
                .with("data", tables())
                .with("messages", share())
                .writeTo(folder);
        if (place.certificate().isPresent()) {
            secure(configuration, place.certificate().get());
        }
        PrivateFile.keep(passwordFile(), Secret::password);
        Path bootstrap = folder.resolve("bootstrap.sql");
        if (!Files.exists(tables())) {
            PrivateFile.write(bootstrap, bootstrap());
        }
        through = OrdinaryUser.through("MariaDB", folder, log);
        if (!Files.exists(tables())) {
            createTables(bootstrap, log);
        }
        Files.deleteIfExists(bootstrap);
    }

    private void secure(Path configuration, ServerCertificate certificate) throws IOException {
        Path folder = configuration.getParent();
        Template.named("mysql/secured.cnf").with("folder", folder).appendTo(configuration);
        PrivateFile.write(folder.resolve("server.pem"), certificate.certificate());
        PrivateFile.write(folder.resolve("server.key"), certificate.key());
    }

    /** In a folder beside, moved to its place when it is whole: an interrupted start leaves nothing half there. */
    private void createTables(Path bootstrap, LogFile log) throws IOException, InterruptedException {
        Path unfinished = place.folder(kind()).resolve("unfinished");
        Preparation.run(
                "Clearing an unfinished start",
                Command.of("sh", "-c", "rm -rf \"$1\" && mkdir -m 700 \"$1\"", "sh", unfinished.toString())
                        .through(through),
                log);
        Command command = Command.of(
                "sh",
                "-c",
                "statements=$1 && shift && exec \"$@\" <\"$statements\"",
                "sh",
                bootstrap.toString(),
                program(),
                "--no-defaults",
                "--bootstrap",
                "--datadir=" + unfinished,
                "--lc-messages-dir=" + share(),
                "--innodb-log-file-size=48M",
                "--max-allowed-packet=8M",
                "--log-warnings=0");
        Preparation.run("Creating MariaDB's data folder", command.through(through), log);
        Files.move(unfinished, tables(), StandardCopyOption.ATOMIC_MOVE);
    }

    private String bootstrap() throws IOException {
        StringBuilder statements =
                new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n");
        for (String file : SYSTEM_TABLES) {
            statements.append(Files.readString(share().resolve(file)));
        }
        return statements
                .append(Template.named("mysql/login.sql")
                        .with("password", password())
                        .rendered())
                .toString();
    }

    @Override
    public Command command() throws IOException {
        return Command.of(program(), "--defaults-file=" + place.folder(kind()).resolve("server.cnf"))
                .through(through);
    }

    @Override
    public boolean isReady(LogFile log) {
        return Answers.mysql(place.port(PortName.MYSQL));
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        variables.put("MYSQL_URL", "jdbc:mysql://%s/%s".formatted(place.clientAddress(PortName.MYSQL), DATABASE));
        variables.put("MYSQL_USERNAME", USER);
        variables.put("MYSQL_PASSWORD", password());
        place.certificate().ifPresent(certificate -> {
            variables.put("MYSQL_TLS", "true");
            variables.put("MYSQL_CA_FILE", certificate.authority().toString());
        });
        return variables;
    }

    private String program() throws IOException {
        Path program = binaries().resolve("bin/mariadbd");
        if (!program.toFile().setExecutable(true, false)) {
            throw new IOException("can't be made executable: " + program);
        }
        return program.toString();
    }

    private Path share() {
        return binaries().resolve("share");
    }

    private Path binaries() {
        Path folder = place.checkout().serverFiles("mysql", "server");
        if (!Files.exists(folder)) {
            throw new StackException(
                    "%s is not there: build it with ./mvnw -pl local-stack/servers/mysql package; for this"
                                    .formatted(folder)
                            + " machine, if that makes none, there is no MariaDB among Maven's packages");
        }
        return folder;
    }

    private Path tables() {
        return place.folder(kind()).resolve("data");
    }

    private Path passwordFile() {
        return place.folder(kind()).resolve("password");
    }

    private String password() {
        try {
            return Files.readString(passwordFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
