package io.userautomation.stores.contract;

import io.userautomation.model.record.IncomingRecord;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is given, and remembers whether it was flushed last. */
@SuppressWarnings("serial") // never travels
public final class RefusedInMemory implements DeadLetterWriter {

    /** One that was handed over. */
    public record Sent(IncomingRecord origin, Refusal refusal) {}

    private final List<Sent> sent = new ArrayList<>();
    private boolean flushed = true;

    @Override
    public void send(IncomingRecord origin, Refusal refusal) {
        sent.add(new Sent(origin, refusal));
        flushed = false;
    }

    @Override
    public void flush() {
        flushed = true;
    }

    @Override
    public long acknowledged() {
        return flushed ? sent.size() : 0;
    }

    @Override
    public void probe() {}

    public List<Sent> sent() {
        return sent;
    }

    public boolean isFlushed() {
        return flushed;
    }
}
