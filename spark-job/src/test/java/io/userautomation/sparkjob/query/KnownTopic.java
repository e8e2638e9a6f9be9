package io.userautomation.sparkjob.query;

import java.util.Optional;

/** A topic of dead letters without brokers, of which a missing id stands for brokers that don't answer. */
public record KnownTopic(String name, String id) implements DeadLetterBatches.LettersTopic {

    @Override
    public Optional<String> idIfAnswered() {
        return Optional.ofNullable(id);
    }
}
