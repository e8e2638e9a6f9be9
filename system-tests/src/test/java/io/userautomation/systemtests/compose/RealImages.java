package io.userautomation.systemtests.compose;

/** Whether the images are those of the registries, so that Control Center and Kafka UI can be started; the script that tests says it. */
final class RealImages {

    private static final String VARIABLE = "COMPOSE_TEST_REAL_IMAGES";

    private RealImages() {}

    static boolean areUsed() {
        return "true".equals(System.getenv(VARIABLE));
    }
}
