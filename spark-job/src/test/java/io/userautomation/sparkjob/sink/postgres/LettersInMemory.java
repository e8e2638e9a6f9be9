package io.userautomation.sparkjob.sink.postgres;

import io.userautomation.sparkjob.sink.DeadLetter;
import io.userautomation.sparkjob.sink.DeadLetterWriter;
import io.userautomation.sparkjob.transform.IncomingRecord;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is given, and remembers whether it was flushed last. */
@SuppressWarnings("serial") // never travels
final class LettersInMemory implements DeadLetterWriter {

    record Sent(IncomingRecord origin, DeadLetter letter) {}

    private final List<Sent> sent = new ArrayList<>();
    private boolean flushed = true;

    @Override
    public void send(IncomingRecord origin, DeadLetter letter) {
        sent.add(new Sent(origin, letter));
        flushed = false;
    }

    @Override
    public void flush() {
        flushed = true;
    }

    @Override
    public void probe() {}

    List<Sent> sent() {
        return sent;
    }

    boolean isFlushed() {
        return flushed;
    }
}
