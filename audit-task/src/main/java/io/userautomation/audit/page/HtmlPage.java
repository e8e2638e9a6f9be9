package io.userautomation.audit.page;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.userautomation.stores.ResourceText;

/** A page with charts that needs nothing but itself. */
public final class HtmlPage {

    /** Writes signs that end a script, or begin a tag, as escapes. */
    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .serializeNulls()
            .create();

    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.js";

    private HtmlPage() {}

    public static String of(RunPage page) {
        String version = resource("chart.js.version").strip();
        // The page's own texts last: what they hold is replaced by nothing.
        return resource("page.html")
                .replace("@@charts@@", resource(CHARTS.formatted(version)))
                .replace("@@page@@", GSON.toJson(page));
    }

    private static String resource(String name) {
        return ResourceText.read(HtmlPage.class, name);
    }
}
