package io.userautomation.localstack.airflow;

import com.google.gson.JsonObject;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Stack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An Airflow 3 server, through its REST API. Every method, here and in what this hands out, throws
 * {@link AirflowException} when Airflow refuses the request or does not answer within half a minute.
 */
public final class AirflowClient {

    /** Whom a stack's Airflow lets in. */
    public static final String USER = "admin";

    private final AirflowHttp http;

    /** @param base of the api-server, as in {@code http://127.0.0.1:8080} */
    public AirflowClient(URI base, String user, String password) {
        this.http = new AirflowHttp(base, user, password);
    }

    /** The Airflow of a stack that was started with it. */
    public static AirflowClient of(Stack stack) {
        URI base = URI.create("http://127.0.0.1:" + stack.ports().of(PortName.AIRFLOW));
        return new AirflowClient(base, USER, password(stack.data()));
    }

    /** The password of {@value #USER}, from a stack's data folder. */
    public static String password(Path data) {
        try {
            return Files.readString(passwordFile(data));
        } catch (IOException e) {
            throw new AirflowException("Airflow's password can't be read: " + e.getMessage(), e);
        }
    }

    /** Where the password of {@value #USER} is kept, in a stack's data folder. */
    public static Path passwordFile(Path data) {
        return data.resolve("airflow/password");
    }

    /** For what has no method here. */
    public AirflowHttp http() {
        return http;
    }

    public AirflowDag dag(String dagId) {
        return new AirflowDag(this, dagId);
    }

    /** Each with its file's name and the stack trace that Python gave. */
    public List<String> importErrors() {
        return Json.objects(http.get("/api/v2/importErrors"), "import_errors").stream()
                .map(error -> error.get("filename").getAsString() + ": "
                        + error.get("stack_trace").getAsString().strip())
                .toList();
    }

    /** Sets how many tasks may run at once in the pool that all tasks are in by default. */
    public void setSlots(int slots) {
        JsonObject body = Json.object("slots", slots);
        http.send("PATCH", "/api/v2/pools/default_pool?update_mask=slots", body);
    }
}
