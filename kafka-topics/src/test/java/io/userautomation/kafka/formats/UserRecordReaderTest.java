package io.userautomation.kafka.formats;

import static io.userautomation.kafka.formats.Framing.bytes;
import static io.userautomation.kafka.formats.Framing.framed;
import static io.userautomation.kafka.formats.Framing.guidHeader;
import static io.userautomation.kafka.formats.Framing.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.kafka.wire.Users;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation.Invalid;
import io.userautomation.model.record.Validation.Valid;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One topic, all formats, record by record. */
class UserRecordReaderTest {

    private final UserRecordReader reader = new UserRecordReader(Framing.OURS);

    @ParameterizedTest
    @EnumSource(
            value = RecordFormat.class,
            names = {"JSON_SCHEMA", "AVRO", "PROTOBUF"})
    void should_read_what_was_written(RecordFormat format) {
        RecordEncoder encoder = RecordEncoder.of(format, Framing.idOf(format));

        for (UserField field : UserField.values()) {
            String value = field == UserField.DOB || field == UserField.REGISTERED_DATE ? "" : "Ж𝄞 \"x\"";
            UserRecord user = field.required() || field == UserField.PICTURE
                    ? Users.ADA
                    : Users.adaWith(field, value.isEmpty() ? null : value);

            assertThat(reader.read(encoder.write(user), List.of()))
                    .as(field.key())
                    .isEqualTo(new Valid(user));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordFormat.class,
            names = {"JSON_SCHEMA", "AVRO", "PROTOBUF"})
    void should_judge_what_was_decoded_by_the_same_rules(RecordFormat format) {
        UserRecord wrong = Users.adaWith(UserField.DOB, "yesterday");

        assertThat(reader.read(RecordEncoder.of(format, Framing.idOf(format)).write(wrong), List.of()))
                .isEqualTo(reader.read(UserRecordJson.writeBytes(wrong), List.of()));
    }

    @Test
    void should_read_plain_json_beside_them() {
        assertThat(reader.read(UserRecordJson.writeBytes(Users.ADA), List.of())).isEqualTo(new Valid(Users.ADA));
        assertThat(reader.read(Framing.text("  \n" + UserRecordJson.write(Users.ADA)), List.of()))
                .isEqualTo(new Valid(Users.ADA));
        assertThat(reader.read(null, guidHeader(Framing.GUID)))
                .isEqualTo(new Invalid("the value is null (a tombstone)"));
    }

    @Test
    void should_go_by_the_header_before_the_bytes() {
        byte[] avro = RecordEncoder.of(RecordFormat.AVRO, 7).write(Users.ADA);
        byte[] message = Arrays.copyOfRange(avro, 5, avro.length);

        assertThat(reader.read(message, guidHeader(Framing.GUID))).isEqualTo(new Valid(Users.ADA));
        assertThat(reader.read(message, header(bytes(0, 0, 0, 0, 7)))).isEqualTo(new Valid(Users.ADA));
    }

    @Test
    void should_take_message_indexes_from_where_the_id_stands() {
        byte[] protobuf = RecordEncoder.of(RecordFormat.PROTOBUF, 9).write(Users.ADA);
        byte[] message = Arrays.copyOfRange(protobuf, 6, protobuf.length);

        assertThat(reader.read(framed(9, bytes(2, 0), message), List.of())).isEqualTo(new Valid(Users.ADA));
        assertThat(reader.read(message, header(bytes(0, 0, 0, 0, 9, 0)))).isEqualTo(new Valid(Users.ADA));
    }

    @Test
    void should_write_the_bytes_of_the_wire_format() {
        UserRecord bare = new UserRecord("i", "f", "l", "g", null, "p", "e", "u", null, null, null, null);

        assertThat(hex(RecordFormat.AVRO, 258, bare))
                .isEqualTo("0000000102" + "0269" + "0266" + "026c" + "0267" + "00" + "020270" + "0265" + "0275"
                        + "00000000");
        assertThat(hex(RecordFormat.PROTOBUF, 258, bare))
                .isEqualTo("0000000102" + "00" + "0a0169" + "120166" + "1a016c" + "220167" + "320170" + "3a0165"
                        + "420175");
        assertThat(hex(RecordFormat.JSON_SCHEMA, 258, bare)).startsWith("0000000102" + "7b226964223a2269222c");
    }

    @Test
    void should_say_which_schema_is_to_be_asked_for() {
        UserRecordReader asking = new UserRecordReader(new RegisteredSchemas(
                Map.of("7", Framing.ours("7", RecordFormat.AVRO)), false, "subject users_created-value"));
        UUID other = new UUID(1, 2);

        assertThat(asking.toAskFor(framed(8), List.of())).contains("8");
        assertThat(asking.toAskFor(framed(-1), List.of())).contains("4294967295");
        assertThat(asking.toAskFor(new byte[] {'{'}, guidHeader(other))).contains(other.toString());
        assertThat(asking.toAskFor(framed(7), List.of())).isEmpty();
        assertThat(asking.toAskFor(new byte[] {0, 0, 1}, List.of())).isEmpty();
        assertThat(asking.toAskFor(new byte[] {'{'}, List.of())).isEmpty();
        assertThat(asking.toAskFor(null, List.of())).isEmpty();
        assertThat(reader.toAskFor(framed(8), List.of())).isEmpty();
    }

    @Test
    void should_say_that_no_registry_is_configured() {
        UserRecordReader without = new UserRecordReader(RegisteredSchemas.NONE);

        assertThat(without.toAskFor(framed(7), List.of())).isEmpty();
        assertThat(without.read(framed(7), List.of()))
                .isEqualTo(
                        new Invalid("the value has a registry's magic byte, and schema id 7 is unknown to this process,"
                                + " for which no SCHEMA_REGISTRY_URL is set"));
    }

    private static String hex(RecordFormat format, int id, UserRecord user) {
        return HexFormat.of().formatHex(RecordEncoder.of(format, id).write(user));
    }
}
