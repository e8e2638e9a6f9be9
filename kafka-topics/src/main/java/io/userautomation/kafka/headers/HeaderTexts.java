package io.userautomation.kafka.headers;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record's headers as texts. Of several with one name the last counts: it was added by whoever handled the record last.
 *
 * @param headers as they came, which may be anything
 */
public record HeaderTexts(Headers headers) {

    /** The value; null where there is none. */
    public byte[] bytes(String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }

    /** The value as text, unreadable bytes replaced; null where there is none. */
    public String text(String name) {
        byte[] bytes = bytes(name);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The value as a number; 0 where there is none, or no such number. */
    public int count(String name) {
        String text = text(name);
        return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
