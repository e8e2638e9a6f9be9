package io.userautomation.systemtests.compose;

/** Whether the images are those of the registries, so that there is a Control Center; the script that tests says it. */
final class RealImages {

    private static final String VARIABLE = "COMPOSE_TEST_REAL_IMAGES";

    private RealImages() {}

    static boolean areUsed() {
        return "true".equals(System.getenv(VARIABLE));
    }
}
