package io.userautomation.localstack.server;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import io.userautomation.localstack.tls.ServerCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A PostgreSQL server with an empty database {@code user_data}; its password is drawn once per data folder. */
final class PostgresServer implements ServerSetup {
    private static final String USER = "user_automation";
    private static final String DATABASE = "user_data";

    private final StackPlace place;
    private List<String> through = List.of();

    PostgresServer(StackPlace place) {
        this.place = place;
    }

    @Override
    public ServerKind kind() {
        return ServerKind.POSTGRES;
    }

    @Override
    public void prepare(LogFile log) throws IOException, InterruptedException {
        Path folder = place.folder(kind());
        Files.createDirectories(folder);
        Path configuration = Template.named("postgres/postgresql.conf")
                .with("port", place.port(PortName.POSTGRES))
                .writeTo(folder);
        if (place.certificate().isPresent()) {
            secure(configuration, place.certificate().get());
        }
        PrivateFile.keep(passwordFile(), Secret::password);
        through = OrdinaryUser.through("PostgreSQL", folder, log);
        if (!Files.exists(cluster())) {
            createCluster(log);
        }
    }

    private void secure(Path configuration, ServerCertificate certificate) throws IOException {
        Path folder = configuration.getParent();
        Template.named("postgres/secured.conf").with("folder", folder).appendTo(configuration);
        Template.named("postgres/pg_hba.conf").writeTo(folder);
        PrivateFile.write(folder.resolve("server.pem"), certificate.certificate());
        PrivateFile.write(folder.resolve("server.key"), certificate.key());
    }

    /** In a folder beside, moved to its place when it is whole: an interrupted start leaves nothing half there. */
    private void createCluster(LogFile log) throws IOException, InterruptedException {
        Path unfinished = place.folder(kind()).resolve("unfinished");
        Preparation.run("Clearing an unfinished start", Command.of("rm", "-rf", unfinished.toString()), log);
        String initdb = new PostgresBinaries(place.checkout()).program("initdb").toString();
        Command command = Command.of(
                initdb,
                "--pgdata=" + unfinished,
                "--username=" + USER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions");
        Preparation.run("Creating PostgreSQL's data folder", command.through(through), log);
        Files.move(unfinished, cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Command command() throws IOException {
        return Command.of(
                        new PostgresBinaries(place.checkout())
                                .program("postgres")
                                .toString(),
                        "-D",
                        cluster().toString(),
                        "-c",
                        "config_file=" + place.folder(kind()).resolve("postgresql.conf"))
                .through(through);
    }

    /** SIGTERM would wait for every client to go by itself; this one ends their sessions. */
    @Override
    public String endSignal() {
        return "INT";
    }

    @Override
    public boolean isReady(LogFile log) {
        if (!Answers.tcp(place.port(PortName.POSTGRES))) {
            return false;
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
            return true;
        } catch (SQLException startingUp) {
            return false;
        }
    }

    /** As the superuser, to the database that every PostgreSQL has. */
    Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", USER);
        login.setProperty("password", password());
        login.setProperty("connectTimeout", "2");
        login.setProperty("socketTimeout", "30");
        place.certificate().ifPresent(certificate -> {
            login.setProperty("sslmode", "verify-full");
            login.setProperty("sslrootcert", certificate.authority().toString());
        });
        return DriverManager.getConnection(url("postgres"), login);
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        variables.put("POSTGRES_URL", url(DATABASE));
        variables.put("POSTGRES_USERNAME", USER);
        variables.put("POSTGRES_PASSWORD", password());
        place.certificate().ifPresent(certificate -> {
            variables.put("POSTGRES_TLS", "true");
            variables.put("POSTGRES_CA_FILE", certificate.authority().toString());
        });
        return variables;
    }

    private String url(String database) {
        return "jdbc:postgresql://%s/%s".formatted(place.clientAddress(PortName.POSTGRES), database);
    }

    private Path cluster() {
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
