package io.userautomation.audit;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A part of the ids, in the order in which they came: in a temporary file, which has no name, as soon as they are many. */
final class IdPart implements AutoCloseable {

    /** So many that a run of some ten thousand users needs no file. */
    private static final int BUFFER_BYTES = 1_000 * AuditedIds.ENTRY_BYTES;

    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private FileChannel file;

    void add(long high, long low, int state) {
        if (!buffer.hasRemaining()) {
            try {
                spill();
            } catch (IOException e) {
                throw failure(e);
            }
        }
        buffer.putLong(high).putLong(low).putShort((short) state);
    }

    /** Visits all; nothing is added after that. */
    void forEach(IdTable.Visitor visitor) {
        try {
            if (file != null) {
                spill();
                file.position(0);
                while (file.read(buffer) >= 0 || buffer.position() > 0) {
                    buffer.flip();
                    visit(visitor);
                    buffer.compact();
                }
            }
            buffer.flip();
            visit(visitor);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    private void visit(IdTable.Visitor visitor) {
        while (buffer.remaining() >= AuditedIds.ENTRY_BYTES) {
            visitor.visit(buffer.getLong(), buffer.getLong(), buffer.getShort());
        }
    }

    private void spill() throws IOException {
        if (file == null) {
            Path path = Files.createTempFile("audited-ids", null);
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        buffer.clear();
    }

    private static TaskException failure(IOException e) {
        return new TaskException(
                ExitStatus.FAILED,
                ("the folder for temporary files, %s, can't be used: %s; the audit needs %s bytes there for each record,"
                                + " and -Djava.io.tmpdir in JAR_JVM_OPTIONS names another folder")
                        .formatted(System.getProperty("java.io.tmpdir"), e.getMessage(), AuditedIds.ENTRY_BYTES),
                e);
    }
}
