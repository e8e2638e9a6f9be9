package io.userautomation.localstack.run;

import java.net.URI;
import java.nio.file.Path;

/** Where a run's users come from. */
sealed interface UserSource {

    /** The fake API, which makes users up. */
    record MadeUp() implements UserSource {}

    /**
     * The fake API, which serves recorded responses.
     *
     * @param folder of responses, absolute
     */
    record Recorded(Path folder) implements UserSource {}

    /**
     * A server elsewhere that speaks the API.
     *
     * @param url base URL, as in {@code https://randomuser.me/api/1.4/}
     */
    record Elsewhere(URI url) implements UserSource {}
}
