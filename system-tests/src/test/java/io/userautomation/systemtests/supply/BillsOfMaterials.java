package io.userautomation.systemtests.supply;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.localstack.Checkout;
import io.userautomation.systemtests.supply.DeniedVersions.Component;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** What {@code target/<module>-sbom.json} says. */
final class BillsOfMaterials {

    private BillsOfMaterials() {}

    /** The components of a module's bill. */
    static Set<Component> componentsOf(String module) throws IOException {
        return componentsIn(billOf(module));
    }

    /** The components of a bill in CycloneDX's JSON. */
    static Set<Component> componentsIn(Path bill) throws IOException {
        Set<Component> found = new LinkedHashSet<>();
        for (JsonElement each : components(bill)) {
            JsonObject component = each.getAsJsonObject();
            found.add(new Component(
                    component.get("group").getAsString() + ":"
                            + component.get("name").getAsString(),
                    component.get("version").getAsString()));
        }
        return found;
    }

    /** The SHA-256 checksums of those components' files, in hexadecimal digits. */
    static Set<String> checksumsOf(String module) throws IOException {
        Set<String> found = new LinkedHashSet<>();
        for (JsonElement each : components(billOf(module))) {
            for (JsonElement hash : each.getAsJsonObject().getAsJsonArray("hashes")) {
                if (hash.getAsJsonObject().get("alg").getAsString().equals("SHA-256")) {
                    found.add(hash.getAsJsonObject().get("content").getAsString());
                }
            }
        }
        return found;
    }

    private static Path billOf(String module) {
        Path bill = Checkout.jar(module).resolveSibling(module + "-sbom.json");
        if (!Files.exists(bill)) {
            throw new AssertionError(bill + " is not there: ./mvnw package makes it, but not offline (-o)");
        }
        return bill;
    }

    private static Iterable<JsonElement> components(Path bill) throws IOException {
        try (Reader text = Files.newBufferedReader(bill)) {
            return JsonParser.parseReader(text).getAsJsonObject().getAsJsonArray("components");
        }
    }
}
