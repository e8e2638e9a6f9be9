package io.userautomation.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.model.record.Validation;
import io.userautomation.model.record.Validation.Valid;
import java.util.List;

/** Whatever stands on the users topic gets a verdict, the same one again after being written. */
class UserRecordFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void should_judge_any_bytes_and_stand_by_it(byte[] input) {
        // given: the input as a whole record, and as one field of a good one
        Validation ofRecord = UserRecordParser.parse(input);
        UserRecord user = Users.adaWith(field(input), new String(input, UTF_8));

        // when
        Validation ofField = UserRecordValidator.validate(user);

        // then
        assertThat(UserRecordParser.parse(UserRecordJson.writeBytes(user))).isEqualTo(ofField);
        if (ofRecord instanceof Valid valid) {
            assertThat(UserRecordParser.parse(UserRecordJson.writeBytes(valid.user())))
                    .isEqualTo(ofRecord);
        }
    }

    private static UserField field(byte[] input) {
        List<UserField> all = List.of(UserField.values());
        return all.get(input.length % all.size());
    }
}
