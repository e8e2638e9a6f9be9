package io.userautomation.producer.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to read on where an answer becomes absurdly long, compressed or not. */
final class BoundedInputStream extends FilterInputStream {

    private final long limit;
    private long read;

    BoundedInputStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int got = super.read(buffer, offset, length);
        count(Math.max(got, 0));
        return got;
    }

    private void count(int bytes) throws ApiException {
        read += bytes;
        if (read > limit) {
            throw ApiException.unusable("answered more than %s MiB for one page".formatted(limit >> 20));
        }
    }
}
