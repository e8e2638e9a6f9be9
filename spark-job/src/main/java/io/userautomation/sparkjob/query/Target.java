package io.userautomation.sparkjob.query;

/**
 * What a query writes to; another target means another checkpoint.
 *
 * @param table the table's or topic's name
 * @param identity what the server itself calls it, by whatever address it is reached; another one once it is created anew
 */
public record Target(String table, String identity) {}
