package io.userautomation.kafka.formats;

import java.io.Serializable;
import java.util.Map;

/**
 * What is known of the users topic's subject. Travels to the executors, which never ask the registry.
 *
 * @param byId each schema by its id, and by its GUID where the registry gives one
 * @param complete whether a schema that isn't among them is unknown, rather than not asked for yet
 * @param whose who does not know it then, for messages
 */
public record RegisteredSchemas(Map<String, WriterSchema> byId, boolean complete, String whose)
        implements Serializable {

    /** Where no registry is configured, so that none is asked. */
    public static final RegisteredSchemas NONE =
            new RegisteredSchemas(Map.of(), true, "this process, for which no SCHEMA_REGISTRY_URL is set");

    public RegisteredSchemas {
        byId = Map.copyOf(byId);
    }
}
