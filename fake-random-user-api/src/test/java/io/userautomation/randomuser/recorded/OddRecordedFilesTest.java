package io.userautomation.randomuser.recorded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.randomuser.people.ApiVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as they lie about in public: what can be used is, and the others are named with the reason. */
class OddRecordedFilesTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> usable() {
        String one = user("one");
        String two = user("two");
        return Stream.of(
                Arguments.of("array.json", bytes("[%s,%s]".formatted(one, two)), 2),
                Arguments.of("lines.json", bytes(one + "\n" + two + "\r\n\n"), 2),
                Arguments.of("lines.ndjson", bytes(one + "\n" + two), 2),
                Arguments.of("responses.jsonl", bytes(response("1.4", one) + "\n" + response("1.4", two)), 2),
                Arguments.of("single.json", bytes(one), 1),
                Arguments.of("UPPER.JSON", bytes(response("1.4", one)), 1),
                Arguments.of("UPPER.JSON.GZ", gzip(bytes(response("1.4", one))), 1),
                Arguments.of("gzip-in-disguise.json", gzip(bytes(response("1.4", one))), 1),
                Arguments.of("plain-in-disguise.json.gz", bytes(response("1.4", one)), 1),
                Arguments.of("mark.json", bytes("\uFEFF" + response("1.4", one)), 1),
                Arguments.of("noinfo.json", bytes("{\"results\":[%s]}".formatted(one)), 1),
                Arguments.of("old.json", bytes(response("1.3", one)), 1),
                Arguments.of("number.json", bytes(response("1.4", one).replace("\"1.4\"", "1.4")), 1),
                Arguments.of("incomplete.json", bytes(response("1.4", one, "{\"login\":null}", "[]", "7", "null")), 1),
                Arguments.of("login.json", bytes(response("1.4", one, "{\"login\":[],\"gender\":\"male\"}")), 1),
                Arguments.of("gender.json", bytes(response("1.4", one, two.replace("\"male\"", "{}"))), 1),
                Arguments.of("nat.json", bytes(response("1.4", one.replace("\"US\"", "[\"US\",\"GB\"]"))), 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usable")
    void should_serve_what_can_be_used(String name, byte[] content, int users) throws IOException {
        Files.write(folder.resolve(name), content);

        RecordedUsers recorded = RecordedUsers.read(folder);

        assertThat(recorded.count(recorded.newest())).isEqualTo(users);
    }

    static Stream<Arguments> unusable() {
        String jose = response("1.4", user("one").replace("Ann", "José"));
        int place = jose.indexOf('é');
        return Stream.of(
                Arguments.of(
                        "windows.json", bytes(jose, ISO_8859_1), "it is not UTF-8 from byte %d on".formatted(place)),
                Arguments.of(
                        "windows.json.gz",
                        gzip(bytes(jose, ISO_8859_1)),
                        "it is not UTF-8 from byte %d on".formatted(place)),
                Arguments.of("end.json", bytes("[]\u00E9", ISO_8859_1), "it is not UTF-8 from byte 2 on"),
                Arguments.of("utf-16.json", bytes(jose, UTF_16), "it is not UTF-8 but UTF-16 or UTF-32 (byte 2 is 0)"),
                Arguments.of(
                        "utf-16le.json", bytes(jose, UTF_16LE), "it is not UTF-8 but UTF-16 or UTF-32 (byte 1 is 0)"),
                Arguments.of("._x.json", new byte[] {0, 5, 22, 7}, "it is a hidden file"),
                Arguments.of("empty.json", new byte[0], "it is empty"),
                Arguments.of("blank.json", bytes("  \n"), "it ends too early"),
                Arguments.of("cut.json", bytes(jose.substring(0, place + 9)), "it ends too early"),
                Arguments.of("page.json", bytes("<!DOCTYPE html>"), "it is not JSON, see line 1, column "),
                Arguments.of("comma.json", bytes(jose.replace("]", ",]")), "it is not JSON, see line 1, column "),
                Arguments.of("torn.json", new byte[] {0x1F, (byte) 0x8B, 8, 0}, "it ends too early"),
                Arguments.of(
                        "torn.json.gz", bytes("\u001F\u008Bxxxxxxxxxxxxxxx", ISO_8859_1), "it begins like gzip and"),
                Arguments.of("package.json", bytes("{\"name\":\"x\",\"version\":\"1.0.0\"}"), "it holds no response"),
                Arguments.of(
                        "postman.json",
                        bytes("{\"info\":{\"name\":\"x\"},\"item\":[]}"),
                        "it holds no response of the API: there are no results in it"),
                Arguments.of("error.json", bytes("{\"error\":\"Uh oh\"}"), "it holds an error of the API"),
                Arguments.of("text.json", bytes("\"text\""), "it holds no response of the API but other JSON"),
                Arguments.of("map.json", bytes("{\"results\":{}}"), "it holds no response of the API"),
                Arguments.of("none.json", bytes(response("1.4")), "it has no users"),
                Arguments.of("list.json", bytes("[]"), "it has no users"),
                Arguments.of(
                        "inc.json", bytes(response("1.4", "{\"nat\":\"US\"}")), "1 of its 1 users have no login.uuid"),
                Arguments.of(
                        "1.1.json", bytes(response("1.1", user("one"))), "its users are of version 1.1 of the API"),
                Arguments.of("1.0.json", bytes(response("1.0", "{\"login\":{}}")), "its users are of version 1.0"),
                Arguments.of(
                        "0.8.json",
                        bytes("{\"results\":[{\"user\":{\"gender\":\"male\"}}],\"version\":\"0.8\"}"),
                        "its users are of version 0.8 of the API, and only those of 1.2 to 1.4 are known to have a uuid"),
                Arguments.of(
                        "long.json", bytes(response("x".repeat(999), user("one"))), "its users are of version … of"),
                Arguments.of("deep.json", bytes("[".repeat(100_000)), "it is not JSON"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void should_say_of_each_other_file_why_it_is_left_out(String name, byte[] content, String reason)
            throws IOException {
        Files.write(folder.resolve(name), content);

        assertThatThrownBy(() -> RecordedUsers.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("; %s: %s", name, reason)
                .hasMessageNotContainingAny("gson", "Strictness", "Exception");
    }

    @Test
    void should_serve_the_others_beside_all_that_is_odd() throws IOException {
        for (Arguments odd : unusable().toList()) {
            Files.write(folder.resolve((String) odd.get()[0]), (byte[]) odd.get()[1]);
        }
        Files.createDirectory(folder.resolve("folder.json"));
        Files.createSymbolicLink(folder.resolve("nowhere.json"), folder.resolve("nowhere"));
        Files.writeString(folder.resolve("z.json"), response("1.4", user("one"), user("two")));

        assertThat(RecordedUsers.read(folder).count(ApiVersion.V1_4)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1.2,1.3,V1_3", "1.4,1.3,V1_4", "1.2,1.2,V1_2"})
    void should_take_the_newest_version_that_is_recorded(String one, String other, ApiVersion newest)
            throws IOException {
        Files.writeString(folder.resolve("a.json"), response(one, user("one")));
        Files.writeString(folder.resolve("b.json"), response(other, user("two")));
        Files.writeString(folder.resolve("c.json"), "[%s]".formatted(user("three")));

        RecordedUsers recorded = RecordedUsers.read(folder);

        assertThat(recorded.newest()).isEqualTo(newest);
        assertThat(recorded.count(newest)).as("with those that name no version").isGreaterThanOrEqualTo(2);
        assertThat(recorded.count(newest, Set.of("US"))).isEqualTo(recorded.count(newest));
    }

    @Test
    void should_find_the_byte_behind_a_buffer() throws IOException {
        byte[] bytes = ("é".repeat(10_000) + "x").getBytes(UTF_8);
        bytes[bytes.length - 1] = (byte) 0xE9;
        Files.write(folder.resolve("a.bin"), bytes);

        try (var stream = Files.newInputStream(folder.resolve("a.bin"))) {
            assertThat(Utf8.validBytes(stream)).isEqualTo(20_000);
        }
    }

    private static String user(String uuid) {
        return "{\"login\":{\"uuid\":\"%s\"},\"name\":{\"first\":\"Ann\"},\"gender\":\"male\",\"nat\":\"US\"}"
                .formatted(uuid);
    }

    private static String response(String version, String... users) {
        return "{\"results\":[%s],\"info\":{\"version\":\"%s\"}}".formatted(String.join(",", users), version);
    }

    private static byte[] bytes(String text) {
        return bytes(text, UTF_8);
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
            zipped.write(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
