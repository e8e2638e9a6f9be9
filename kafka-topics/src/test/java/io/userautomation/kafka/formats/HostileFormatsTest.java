package io.userautomation.kafka.formats;

import static io.userautomation.kafka.formats.Framing.bytes;
import static io.userautomation.kafka.formats.Framing.framed;
import static io.userautomation.kafka.formats.Framing.guidHeader;
import static io.userautomation.kafka.formats.Framing.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.kafka.wire.Users;
import io.userautomation.model.record.IncomingRecord.Header;
import io.userautomation.model.record.Validation;
import io.userautomation.model.record.Validation.Invalid;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What anybody may write in a registry's formats: refused with a reason, within the memory that it takes itself. */
class HostileFormatsTest {

    /** For objects that are made once; a length that is believed would take a thousand times as much. */
    private static final long SPARE_BYTES = 4 << 20;

    private static final String HOSTILE_FIELDS = """
            {"type": "record", "name": "R", "fields": [
              {"name": "id", "type": ["string", {"type": "array", "items": "null"}, {"type": "map", "values": "long"}, "R",
                {"type": "fixed", "name": "F", "size": 1073741824}, "bytes", "double", "boolean",
                {"type": "enum", "name": "E", "symbols": ["A"]}]},
              {"name": "phone", "type": ["null", "int"]}]}""";

    private static final RegisteredSchemas SCHEMAS = new RegisteredSchemas(
            Map.of(
                    "5", Framing.ours("5", RecordFormat.JSON_SCHEMA),
                    "7", Framing.ours("7", RecordFormat.AVRO),
                    "9", Framing.ours("9", RecordFormat.PROTOBUF),
                    "20", avro("20", HOSTILE_FIELDS),
                    "21", avro("21", "{\"type\": \"record\""),
                    "22", avro("22", "\"string\""),
                    "23",
                            avro(
                                    "23",
                                    "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"nat\",\"type\":\"string\"}]}"),
                    "25", avro("25", HOSTILE_FIELDS.replace("1073741824", "2147483647")),
                    "24", avro("24", "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}")),
            true,
            "subject users_created-value");

    private final UserRecordReader reader = new UserRecordReader(SCHEMAS);

    static Stream<Arguments> anyFormat() {
        return Stream.of(
                hostile("only the magic byte", bytes(0), "magic byte, but no schema's id follows"),
                hostile("half an id", bytes(0, 0, 0), "magic byte, but no schema's id follows"),
                hostile("another subject's schema", framed(8), "schema id 8 is unknown to subject users_created-value"),
                hostile("a negative id", framed(-2), "schema id 4294967294 is unknown"),
                hostile("an empty header", Framing.text("{}"), header(bytes()), "header __value_schema_id, but no"),
                hostile("a wrong header", Framing.text("{}"), header(bytes(2, 1)), "header __value_schema_id, but no"),
                hostile("half a GUID", Framing.text("{}"), header(bytes(1, 2, 3)), "header __value_schema_id, but no"),
                hostile(
                        "a GUID of nobody",
                        Framing.text("{}"),
                        guidHeader(new UUID(0, 1)),
                        "schema id 00000000-0000-0000-0000-000000000001 is unknown"));
    }

    static Stream<Arguments> jsonSchema() {
        byte[] good = UserRecordJson.writeBytes(Users.ADA);
        return Stream.of(
                hostile("nothing", framed(5), "the JSON ends too early"),
                hostile("truncated", framed(5, Arrays.copyOf(good, good.length - 1)), "the JSON ends too early"),
                hostile("trailing bytes", framed(5, good, Framing.text("{}")), "not valid JSON"),
                hostile("framed twice", framed(5, framed(5, good)), "begins with a byte 0"),
                hostile("deep", framed(5, Framing.text("[".repeat(500_000))), "not a JSON object but an array"));
    }

    static Stream<Arguments> avro() {
        byte[] good = message(RecordFormat.AVRO, 5);
        byte[] gigabyte = bytes(0x80, 0x80, 0x80, 0x80, 0x08);
        byte[] nulls = bytes(0x80, 0xa8, 0xd6, 0xb9, 0x07);
        return Stream.of(
                hostile("nothing", framed(7), "no avro of schema id 7: it ends too early"),
                hostile("truncated", framed(7, Arrays.copyOf(good, good.length - 1)), "it ends too early"),
                hostile("trailing byte", framed(7, good, bytes(0)), "something follows the record"),
                hostile("a text of 1 GB", framed(7, gigabyte), "claims to be longer than all of it"),
                hostile("a negative length", framed(7, bytes(1)), "claims to be longer than all of it"),
                hostile("an endless number", framed(7, bytes(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)), "malformed"),
                hostile("no UTF-8", framed(7, bytes(4, 0xc3, 0x28)), "a text in it is not valid UTF-8"),
                hostile("an unknown branch", framed(20, bytes(40)), "a branch that a union does not have"),
                hostile("a negative branch", framed(20, bytes(3)), "a branch that a union does not have"),
                hostile("2·10⁹ nulls", framed(20, bytes(2), nulls), "id must be a string but is of Avro's type array"),
                hostile("a map", framed(20, bytes(4), gigabyte), "id must be a string but is of Avro's type map"),
                hostile(
                        "deep",
                        framed(20, bytes(6), new byte[500_000]),
                        "id must be a string but is of Avro's type record"),
                hostile("1 GB fixed", framed(20, bytes(8)), "id must be a string but is of Avro's type fixed"),
                hostile("1 GB of bytes", framed(20, bytes(10), gigabyte), "but is of Avro's type bytes"),
                hostile("a double", framed(20, bytes(12), new byte[8]), "but is of Avro's type double"),
                hostile("an enum", framed(20, bytes(16, 0)), "but is of Avro's type enum"),
                hostile("a number", framed(20, bytes(0, 2, 'x', 2, 2)), "phone must be a string but is a number"),
                hostile("a schema that can't be", framed(25), "its schema is no valid Avro schema"),
                hostile("no schema", framed(21), "its schema is no valid Avro schema"),
                hostile("no record", framed(22), "its schema is not one of a record but of string"),
                hostile("an unknown key", framed(23, bytes(2, 'x')), "a key that the record does not know: nat"),
                hostile("no field", framed(24), "id is missing"));
    }

    static Stream<Arguments> protobuf() {
        byte[] good = message(RecordFormat.PROTOBUF, 6);
        byte[] first = bytes(0);
        byte[] gigabyte = bytes(0x80, 0x80, 0x80, 0x80, 0x04);
        return Stream.of(
                hostile("nothing", framed(9), "no protobuf of schema id 9: it ends too early"),
                hostile("an empty message", framed(9, first), "id is missing"),
                hostile("truncated", framed(9, first, Arrays.copyOf(good, good.length - 1)), "it ends too early"),
                hostile("trailing byte", framed(9, first, good, bytes(0)), "malformed"),
                hostile("a text of 1 GB", framed(9, first, bytes(0x0a), gigabyte), "a length in it is too long"),
                hostile("a negative length", framed(9, first, bytes(0x0a, -1, -1, -1, -1, 0x0f)), "malformed"),
                hostile("an endless number", framed(9, bytes(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)), "malformed"),
                hostile("no UTF-8", framed(9, first, bytes(0x0a, 2, 0xc3, 0x28)), "a text in it is not valid UTF-8"),
                hostile("2·10⁹ indexes", framed(9, bytes(0x80, 0xa8, 0xd6, 0xb9, 0x07)), "another message"),
                hostile("the second message", framed(9, bytes(2, 2), good), "another message than the first"),
                hostile("a nested message", framed(9, bytes(4, 0, 0), good), "another message than the first"),
                hostile("a number", framed(9, first, bytes(0x08, 1)), "id must be a string but is something else"),
                hostile("deep groups", framed(9, first, repeated(0x0b, 500_000)), "id must be a string but"),
                hostile("an unknown field", framed(9, first, bytes(0x6a, 0)), "does not know: number 13"),
                hostile(
                        "indexes and more in the header",
                        good,
                        header(bytes(0, 0, 0, 0, 9, 0, 0)),
                        "something follows the message indexes in the header"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"anyFormat", "jsonSchema", "avro", "protobuf"})
    void should_refuse_it_and_say_what_it_was(String name, byte[] value, List<Header> headers, String reason) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        reader.read(value, headers);
        long before = threads.getCurrentThreadAllocatedBytes();

        Object verdict = reader.read(value, headers);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(SPARE_BYTES + 10L * value.length);
        assertThat(verdict).isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.reason())
                .contains(reason));
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordFormat.class,
            names = {"JSON_SCHEMA", "AVRO", "PROTOBUF"})
    void should_survive_any_byte_that_is_cut_off_or_changed(RecordFormat format) {
        byte[] good = RecordEncoder.of(format, Framing.idOf(format)).write(Users.ADA);

        for (int i = 0; i < good.length; i++) {
            byte[] cut = Arrays.copyOf(good, i);
            // Of Protobuf a message that ends behind a field is whole.
            assertThat(reader.read(cut, List.of()))
                    .as("cut at " + i)
                    .isInstanceOf(format == RecordFormat.PROTOBUF ? Validation.class : Invalid.class);
            byte[] changed = good.clone();
            for (int bit = 0; bit < 8; bit++) {
                changed[i] = (byte) (good[i] ^ (1 << bit));
                assertThat(reader.read(changed, List.of())).isNotNull();
            }
        }
    }

    private static WriterSchema avro(String id, String schema) {
        return new WriterSchema(id, 1, RecordFormat.AVRO, schema);
    }

    private static byte[] message(RecordFormat format, int from) {
        byte[] all = RecordEncoder.of(format, 1).write(Users.ADA);
        return Arrays.copyOfRange(all, from, all.length);
    }

    private static byte[] repeated(int value, int times) {
        byte[] bytes = new byte[times];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static Arguments hostile(String name, byte[] value, String reason) {
        return hostile(name, value, List.of(), reason);
    }

    private static Arguments hostile(String name, byte[] value, List<Header> headers, String reason) {
        return Arguments.of(name, value, headers, reason);
    }
}
