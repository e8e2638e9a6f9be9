package io.userautomation.commandline;

import java.util.Optional;

/** The version of the jar that runs: each task's jar holds this class, and says its version in its manifest. */
public final class JarVersion {

    /** Where the classes come from no jar. */
    static final String DEVELOPMENT = "development";

    private JarVersion() {}

    public static String text() {
        return Optional.ofNullable(JarVersion.class.getPackage().getImplementationVersion())
                .orElse(DEVELOPMENT);
    }
}
