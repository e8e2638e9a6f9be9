package io.userautomation.producer.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.producer.settings.ApiSettings;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;

/** Whatever the API answers becomes users that can be judged, or an exception that says what was wrong with it. */
class PageReaderFuzzTest {

    private static final PageRequest ONE_FRENCH_USER = new PageRequest("pipeline", 2, 1, List.of("FR"));

    @FuzzTest(maxDuration = "60s")
    void should_read_any_answer_or_say_what_is_wrong_with_it(byte[] input) {
        String answer = new String(input, UTF_8);
        try {
            UserPage page = new PageReader(ONE_FRENCH_USER, ApiSettings.UNPINNED).read(new StringReader(answer));
            assertThat(page.users()).hasSize(1).allSatisfy(user -> assertThat(UserRecordValidator.validate(user))
                    .isNotNull());
        } catch (ApiException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(1_000);
        } catch (IOException cutOff) {
            assertThat(cutOff).isInstanceOf(EOFException.class);
        }
    }
}
