package io.userautomation.localstack.airflow;

import com.google.gson.JsonObject;
import java.net.URI;
import java.util.List;

/**
 * An Airflow 3 server, through its REST API. Every method, here and in what this hands out, throws
 * {@link AirflowException} when Airflow refuses the request or does not answer within half a minute.
 */
public final class AirflowClient {

    private final AirflowHttp http;

    /** @param base of the api-server, as in {@code http://127.0.0.1:8080} */
    public AirflowClient(URI base, String user, String password) {
        this.http = new AirflowHttp(base, user, password);
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
