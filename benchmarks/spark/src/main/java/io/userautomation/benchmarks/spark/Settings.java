package io.userautomation.benchmarks.spark;

import io.userautomation.contract.settings.SettingsReader;
import io.userautomation.sparkjob.SparkJobSettings;

/** The Spark job's settings, as its own variables give them. */
final class Settings {

    private Settings() {}

    static SparkJobSettings read() {
        return SparkJobSettings.from(new SettingsReader(System.getenv()));
    }
}
