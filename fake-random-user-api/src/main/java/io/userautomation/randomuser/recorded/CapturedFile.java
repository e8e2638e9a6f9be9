package io.userautomation.randomuser.recorded;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of captured responses: one JSON document or several behind each other, as in NDJSON, in UTF-8, plain or
 * compressed by gzip, which its first bytes say.
 */
final class CapturedFile {

    private static final int[] GZIP = {0x1F, 0x8B};
    private static final int[] UTF_8_MARK = {0xEF, 0xBB, 0xBF};
    private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");

    private final Path file;

    private CapturedFile(Path file) {
        this.file = file;
    }

    /**
     * Reads all of it, one user at a time.
     *
     * @throws UnusableFileException where it can't be used as a whole; its message says why, without the file's name
     * @throws IOException where the disk fails
     */
    static List<CapturedPage> read(Path file) throws IOException {
        if (file.getFileName().toString().startsWith(".")) {
            throw new UnusableFileException("it is a hidden file");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnusableFileException("it is no file");
        }
        return new CapturedFile(file).pages();
    }

    private List<CapturedPage> pages() throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                InputStream plain = plain(bytes)) {
            requireNoZero(plain);
            if (startsWith(plain, UTF_8_MARK)) {
                plain.skipNBytes(UTF_8_MARK.length);
            }
            return pages(new JsonReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder())));
        } catch (UnusableFileException e) {
            throw e;
        } catch (JsonParseException e) {
            throw unusable(e.getCause() == null ? e : e.getCause());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** The reader takes several documents only where it is lenient, which it is just for the step between two. */
    private static List<CapturedPage> pages(JsonReader json) throws IOException {
        List<CapturedPage> pages = new ArrayList<>();
        json.setStrictness(Strictness.STRICT);
        while (json.peek() != JsonToken.END_DOCUMENT) {
            json.setStrictness(Strictness.STRICT);
            pages.add(CapturedPage.read(json));
            json.setStrictness(Strictness.LENIENT);
        }
        return pages;
    }

    private static InputStream plain(InputStream bytes) throws IOException {
        return startsWith(bytes, GZIP) ? new BufferedInputStream(new GZIPInputStream(bytes)) : bytes;
    }

    private static boolean startsWith(InputStream bytes, int... start) throws IOException {
        bytes.mark(start.length);
        boolean same = true;
        for (int wanted : start) {
            same = same && bytes.read() == wanted;
        }
        bytes.reset();
        return same;
    }

    /** What else begins with JSON has a zero among its first four bytes: RFC 4627. Its letters may be broken already. */
    private static void requireNoZero(InputStream bytes) throws IOException {
        bytes.mark(Integer.BYTES);
        byte[] first = bytes.readNBytes(Integer.BYTES);
        bytes.reset();
        for (int i = 0; i < first.length; i++) {
            if (first[i] == 0) {
                throw new UnusableFileException(
                        "it is not UTF-8 but UTF-16 or UTF-32 (byte %s is 0), as PowerShell's >".formatted(i)
                                + " writes it: capture it with curl -o FILE");
            }
        }
    }

    private UnusableFileException unusable(Throwable cause) throws IOException {
        if (cause instanceof CharacterCodingException) {
            return new UnusableFileException("it is not UTF-8 from byte %s on".formatted(validBytes()));
        }
        if (cause instanceof EOFException || isUnterminated(cause)) {
            return new UnusableFileException(Files.size(file) == 0 ? "it is empty" : "it ends too early");
        }
        if (cause instanceof ZipException) {
            return new UnusableFileException("it begins like gzip and can't be unpacked");
        }
        if (cause instanceof AccessDeniedException) {
            return new UnusableFileException("it may not be read");
        }
        if (cause instanceof MalformedJsonException || cause instanceof JsonParseException) {
            Matcher place = PLACE.matcher(String.valueOf(cause.getMessage()));
            return new UnusableFileException("it is not JSON"
                    + (place.find() ? ", see line %s, column %s".formatted(place.group(1), place.group(2)) : ""));
        }
        return new UnusableFileException("it can't be read: " + cause.getMessage());
    }

    /** The reader doesn't take the end of a file in a string for one. */
    private static boolean isUnterminated(Throwable cause) {
        return cause instanceof MalformedJsonException
                && String.valueOf(cause.getMessage()).startsWith("Unterminated");
    }

    /** How many bytes come before the first that is no UTF-8; in a compressed file, of what is in it. */
    private long validBytes() throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                InputStream plain = plain(bytes)) {
            return Utf8.validBytes(plain);
        }
    }
}
