package io.userautomation.audit;

import io.userautomation.model.record.Validation;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Is shown what the audit reads, beside its judging it. */
interface Onlooker {

    /** Looks at nothing. */
    Onlooker NONE = new Onlooker() {
        @Override
        public void sawRecord(Validation validation, long publishedAtMillis) {}

        @Override
        public void sawDeadLetter(ConsumerRecord<byte[], byte[]> deadLetter) {}
    };

    /** A record of what is audited, and when it was published. */
    void sawRecord(Validation validation, long publishedAtMillis);

    /** A record of the dead-letter topic, of whichever run. */
    void sawDeadLetter(ConsumerRecord<byte[], byte[]> deadLetter);
}
