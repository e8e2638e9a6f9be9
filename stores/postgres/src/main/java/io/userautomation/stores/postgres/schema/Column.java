package io.userautomation.stores.postgres.schema;

/**
 * A column as the catalogue has it.
 *
 * @param name of the column
 * @param type as {@code format_type} spells it
 * @param refusesNull not nullable and without a default
 * @param inPrimaryKey whether it is part of the primary key
 * @param kind {@code relkind} of its relation
 */
record Column(String name, String type, boolean refusesNull, boolean inPrimaryKey, String kind) {}
