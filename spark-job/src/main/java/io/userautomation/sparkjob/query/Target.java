package io.userautomation.sparkjob.query;

/**
 * What a query writes to; another target means another checkpoint.
 *
 * @param address where it is, without credentials
 * @param table the table's or topic's name
 * @param identity what the server itself calls it, which changes when it is created anew
 */
public record Target(String address, String table, String identity) {}
