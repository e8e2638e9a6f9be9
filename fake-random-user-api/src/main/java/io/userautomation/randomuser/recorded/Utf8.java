package io.userautomation.randomuser.recorded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Where bytes stop being UTF-8, which the JDK's readers don't say. */
final class Utf8 {

    private static final int BUFFER_BYTES = 8_192;

    private Utf8() {}

    /** How many bytes come before the first that is no UTF-8; all of them where there is none. */
    static long validBytes(InputStream bytes) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        CharBuffer ignored = CharBuffer.allocate(BUFFER_BYTES);
        long valid = 0;
        boolean more = true;
        while (more) {
            int read = bytes.read(buffer.array(), buffer.position(), buffer.remaining());
            more = read >= 0;
            buffer.position(buffer.position() + Math.max(read, 0)).flip();
            CoderResult result = decoder.decode(buffer, ignored.clear(), !more);
            valid += buffer.position();
            more = more && !result.isError();
            buffer.compact();
        }
        return valid;
    }
}
