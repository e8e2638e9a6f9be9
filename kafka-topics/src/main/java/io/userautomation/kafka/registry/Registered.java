package io.userautomation.kafka.registry;

/**
 * A schema that the registry has.
 *
 * @param id of the schema, across subjects
 * @param version within its subject, from 1
 */
public record Registered(int id, int version) {}
