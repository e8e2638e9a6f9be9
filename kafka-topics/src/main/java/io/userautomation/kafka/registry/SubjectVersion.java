package io.userautomation.kafka.registry;

import java.util.Optional;

/**
 * One version of a subject.
 *
 * @param id of its schema, across subjects
 * @param guid of its schema, where the registry gives one
 * @param version within the subject, from 1
 * @param schemaType in the registry's words
 * @param schema its text
 */
record SubjectVersion(int id, Optional<String> guid, int version, String schemaType, String schema) {}
