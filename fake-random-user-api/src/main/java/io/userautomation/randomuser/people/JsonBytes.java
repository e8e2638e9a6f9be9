package io.userautomation.randomuser.people;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing UTF-8 buffer that JSON is written to piece by piece, without strings in between. */
public final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    /** A buffer that expects about so many bytes. */
    public JsonBytes(int expected) {
        bytes = new byte[Math.max(64, expected)];
    }

    /** Appends text that is ASCII and needs no escaping. */
    @SuppressWarnings("deprecation") // The one copy from a string to bytes that makes no array; right for ASCII.
    public JsonBytes ascii(String text) {
        ensure(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
        return this;
    }

    /** Appends bytes as they are. */
    public JsonBytes raw(byte[] encoded) {
        ensure(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return this;
    }

    /** Appends one ASCII character. */
    public JsonBytes ascii(char character) {
        ensure(1);
        bytes[length++] = (byte) character;
        return this;
    }

    /** Appends a number, padded with zeros on the left to at least {@code digits}. */
    public JsonBytes number(int value, int digits) {
        ensure(11 + digits);
        int rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int width = Math.max(digits, width(rest));
        for (int place = length + width - 1; place >= length; place--) {
            bytes[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
        return this;
    }

    /** Appends bytes as lower-case hexadecimal digits. */
    public JsonBytes hex(byte[] values) {
        ensure(values.length * 2);
        for (byte value : values) {
            bytes[length++] = HEX[(value >> 4) & 15];
            bytes[length++] = HEX[value & 15];
        }
        return this;
    }

    /** Appends the low {@code digits} hexadecimal digits of a number. */
    JsonBytes hex(long value, int digits) {
        ensure(digits);
        for (int place = digits - 1; place >= 0; place--) {
            bytes[length++] = HEX[(int) (value >>> (place * 4)) & 15];
        }
        return this;
    }

    /** Appends any text as a JSON string, escaped. */
    public JsonBytes quoted(String text) {
        return ascii('"').raw(escaped(text)).ascii('"');
    }

    /** The bytes between the quotes of a JSON string. */
    static byte[] escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '"' || character == '\\') {
                escaped.append('\\').append(character);
            } else if (character < ' ' || Character.isSurrogate(character)) {
                escaped.append("\\u%04x".formatted((int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** How many bytes have been written. */
    public int length() {
        return length;
    }

    /** A copy of what has been written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** The bytes themselves, of which the first {@link #length()} have been written: for who wants no copy. */
    public byte[] array() {
        return bytes;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private static int width(int value) {
        int width = 1;
        for (int rest = value; rest >= 10; rest /= 10) {
            width++;
        }
        return width;
    }
}
