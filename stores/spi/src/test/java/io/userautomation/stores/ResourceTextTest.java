package io.userautomation.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceTextTest {

    @Test
    void should_fill_every_placeholder() {
        String filled = ResourceText.fill("a ${x} and ${y_z}, ${x} again", Map.of("x", "1", "y_z", "$2\\"));

        assertThat(filled).isEqualTo("a 1 and $2\\, 1 again");
    }

    @Test
    void should_refuse_a_placeholder_without_a_value() {
        assertThatThrownBy(() -> ResourceText.fill("${unheard_of}", Map.of("x", "1")))
                .hasMessage("no value for placeholder ${unheard_of}");
    }

    @Test
    void should_name_a_resource_that_is_not_there() {
        assertThatThrownBy(() -> ResourceText.read(ResourceText.class, "nothing.sql"))
                .hasMessage("the jar has no resource nothing.sql beside class io.userautomation.stores.ResourceText");
    }
}
