package io.userautomation.randomuser.http;

import java.io.IOException;

/** What becomes of a request: usually a {@link Response}, but anything can be done to the wire. */
@FunctionalInterface
public interface Reply {
    /**
     * Sends the reply.
     *
     * @return whether the connection may be used again
     */
    boolean send(ClientConnection wire) throws IOException;
}
