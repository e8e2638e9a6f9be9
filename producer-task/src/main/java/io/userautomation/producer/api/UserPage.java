package io.userautomation.producer.api;

import io.userautomation.model.record.UserRecord;
import java.util.List;

/**
 * One answer of the API.
 *
 * @param users in its order, not yet validated: a field that it lacks, or that has another type, is null
 */
public record UserPage(List<UserRecord> users) {}
