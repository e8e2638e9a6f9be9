package io.userautomation.model.record;

import java.util.UUID;

/**
 * A record that every sink can take.
 *
 * @param user its content, valid
 * @param id {@code user.id()} as the databases hold it
 * @param origin where it came from, which decides what version it is
 */
public record ValidUser(UserRecord user, UUID id, IncomingRecord origin) {}
