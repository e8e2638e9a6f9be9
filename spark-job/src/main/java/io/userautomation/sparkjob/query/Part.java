package io.userautomation.sparkjob.query;

import java.io.Serializable;

/**
 * What became of one task's part of a batch.
 *
 * @param done what was acknowledged, counted
 * @param acknowledged how far the task came
 * @param outage why it came no further, which waiting may end; null where it took all of its part
 * @param unknownSchema the registry's schema that it came no further without; null where it has none to ask for
 */
record Part<T extends Serializable>(T done, Acknowledged acknowledged, String outage, String unknownSchema)
        implements Serializable {

    /** A part that asks for no schema. */
    Part(T done, Acknowledged acknowledged, String outage) {
        this(done, acknowledged, outage, null);
    }
}
