package io.userautomation.systemtests.compose;

/** What the script that starts these tests may ask for, by a variable that is {@code true}. */
enum TestSwitch {
    /** The images are the real ones, so that there is a Control Center. */
    REAL_IMAGES("COMPOSE_TEST_REAL_IMAGES"),
    /** Services listen where a person finds them. */
    STANDARD_PORTS("COMPOSE_TEST_STANDARD_PORTS");

    private final String variable;

    TestSwitch(String variable) {
        this.variable = variable;
    }

    boolean isOn() {
        return "true".equals(System.getenv(variable));
    }
}
