package io.userautomation.kafka.settings;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.formats.RecordFormat;
import java.util.List;

/** In which format users are published. */
public final class RecordFormatSetting {

    public static final Setting RECORD_FORMAT = Setting.variable(
            "RECORD_FORMAT",
            "json",
            "",
            "json, json-schema, avro or protobuf, and json alone where SCHEMA_REGISTRY_URL is unset",
            "How users are written to the users topic; whoever reads it takes all of these, record by record.");

    public static final List<Setting> ALL = List.of(RECORD_FORMAT);

    private RecordFormatSetting() {}

    /**
     * The format that is set, or null after noting with the reader that it can't be.
     *
     * @param registry null where its own settings are wrong
     */
    public static RecordFormat from(SettingsReader reader, SchemaRegistrySettings registry) {
        RecordFormat format =
                reader.converted(RECORD_FORMAT, RecordFormat::withWord).orElse(RecordFormat.JSON);
        boolean possible = format == RecordFormat.JSON
                || registry == null
                || registry.url().isPresent();
        return reader.group(() -> {
            new Checks().require(possible, RECORD_FORMAT, format.word()).done();
            return format;
        });
    }
}
