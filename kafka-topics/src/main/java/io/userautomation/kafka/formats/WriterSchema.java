package io.userautomation.kafka.formats;

import java.io.Serializable;

/**
 * A schema that records were written with.
 *
 * @param id the registry's, as text
 * @param version within its subject, from 1
 * @param format of the records
 * @param text of the schema
 */
public record WriterSchema(String id, int version, RecordFormat format, String text) implements Serializable {}
