package io.userautomation.commandline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HintTest {

    private static final Setting URL =
            Setting.variable("REGISTRY_URL", null, "", "an http(s) URL without user or password", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://schema_registry:8081",
                "https://schema_registry",
                "http://a.b_c.example/path",
                "http://_/",
                "http://me:secret@schema_registry:8081/x"
            })
    void should_say_that_the_underscore_is_why(String url) {
        assertThat(new Problem(URL, url).sentence())
                .contains("must be an http(s) URL without user or password; no host name in a URL has a _")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://schema-registry", "http://host/a_b", "http://host:80/?a_b", "my_table", ""})
    void should_say_nothing_of_an_underscore_elsewhere(String value) {
        assertThat(new Problem(URL, value).sentence()).endsWith("must be an http(s) URL without user or password");
    }

    @Test
    void should_say_that_the_locale_is_why() {
        assertThat(Hint.aboutLetters("/home/jos\u00e9", StandardCharsets.US_ASCII))
                .isEqualTo("; this process' locale has US-ASCII letters alone: set LC_ALL to one with UTF-8, such as"
                        + " C.UTF-8");
        assertThat(Hint.aboutLetters("/home/jos\ufffd\ufffd", StandardCharsets.UTF_8))
                .contains("LC_ALL");
        assertThat(Hint.aboutLetters("/home/jos\u00e9", StandardCharsets.UTF_8)).isEmpty();
        assertThat(Hint.aboutLetters("/home/jose", StandardCharsets.US_ASCII)).isEmpty();
    }
}
