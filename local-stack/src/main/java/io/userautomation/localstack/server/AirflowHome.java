package io.userautomation.localstack.server;

import com.google.gson.JsonObject;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Airflow's components have in common: a folder, a configuration, a database, programs and variables. */
final class AirflowHome {
    private static final String USER = "admin";

    private final StackPlace place;
    private final Path folder;
    private final AirflowVenv venv;

    AirflowHome(StackPlace place) {
        this.place = place;
        this.folder = place.data().resolve("airflow");
        this.venv = AirflowVenv.of(place.checkout(), folder);
    }

    /** Makes what is missing; of several components that start at once, the first one does. */
    void prepare(LogFile log) throws IOException, InterruptedException {
        synchronized (AirflowHome.class) {
            Path secrets = Files.createDirectories(folder.resolve("secrets"));
            venv.make(log);
            AirflowDatabase database =
                    new AirflowDatabase(PrivateFile.keep(secrets.resolve("database-password"), Secret::password));
            database.create(new PostgresServer(place));
            JsonObject passwords = new JsonObject();
            passwords.addProperty(USER, PrivateFile.keep(folder.resolve("password"), Secret::password));
            PrivateFile.write(folder.resolve("passwords.json"), passwords.toString());
            Template.named("airflow/airflow.cfg")
                    .with("dags", escaped(place.checkout().root().resolve("dags")))
                    .with("folder", escaped(folder))
                    .with("port", place.port(PortName.AIRFLOW))
                    .with("user", USER)
                    .with("database_url", database.url(place.port(PortName.POSTGRES)))
                    .with("fernet_key", PrivateFile.keep(secrets.resolve("fernet-key"), Secret::key))
                    .with("jwt_secret", PrivateFile.keep(secrets.resolve("jwt-secret"), Secret::signingKey))
                    .with("secret_key", PrivateFile.keep(secrets.resolve("secret-key"), Secret::key))
                    .writePrivatelyTo(folder);
        }
    }

    /** In a configuration file of Python's a percent sign begins a reference. */
    private static String escaped(Path path) {
        return path.toString().replace("%", "%%");
    }

    /** @param component as {@code script/entrypoint.sh} takes it */
    Command command(List<String> component) {
        List<String> words = new ArrayList<>();
        words.add(place.checkout().root().resolve("script/entrypoint.sh").toString());
        words.addAll(component);
        return Command.of(words.toArray(String[]::new)).environment(environment());
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("AIRFLOW_HOME", folder.toString());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("USER_AUTOMATION_HOME", place.checkout().root().toString());
        variables.put("SPARK_MASTER_UI_URL", "http://" + place.address(PortName.SPARK_MASTER_UI));
        variables.put("AIRFLOW_CONN_SPARK_DEFAULT", sparkConnection());
        // For its spark-submit: the one of a Python package would know nothing of this project's jars.
        Path spark = place.checkout().sparkHomeFolder().resolve("bin");
        variables.put("PATH", String.join(":", venv.programs().toString(), spark.toString(), System.getenv("PATH")));
        variables.putAll(place.taskEnvironment().get());
        return variables;
    }

    /** As JSON: written as a URI it would lose the scheme of the master's address. */
    private String sparkConnection() {
        JsonObject extra = new JsonObject();
        extra.addProperty("deploy-mode", "client");
        JsonObject connection = new JsonObject();
        connection.addProperty("conn_type", "spark");
        connection.addProperty("host", "spark://127.0.0.1");
        connection.addProperty("port", place.port(PortName.SPARK_MASTER));
        connection.add("extra", extra);
        return connection.toString();
    }
}
