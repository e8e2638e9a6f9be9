package io.userautomation.stores.mysql.write;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.userautomation.localstack.Checkout;
import java.nio.file.Files;

/** Maven has no MariaDB for some machines, such as Linux on ARM. */
public final class MariadbHere {

    private MariadbHere() {}

    /** Skips the test there, which the totals then say. */
    public static void orSkip() {
        assumeTrue(Files.exists(Checkout.find().serverFiles("mysql", "server")), "no MariaDB for this machine");
    }
}
