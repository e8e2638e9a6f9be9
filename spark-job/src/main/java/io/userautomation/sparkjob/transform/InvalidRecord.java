package io.userautomation.sparkjob.transform;

import io.userautomation.model.record.IncomingRecord;

/**
 * A record that no sink can take.
 *
 * @param origin as it came
 * @param reason one sentence that names the field and the rule, never the content
 */
public record InvalidRecord(IncomingRecord origin, String reason) {}
