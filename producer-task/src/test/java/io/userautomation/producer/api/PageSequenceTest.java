package io.userautomation.producer.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.runs.RunRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PageSequenceTest {

    private static final RunRequest REQUEST = new RunRequest(10L, null, null, 4, List.of("FR", "US"), "1.4");

    @Test
    void should_ask_for_every_page_in_full_with_its_seed_and_nationalities() {
        PageSequence pages = new PageSequence("pipeline", REQUEST);

        assertThat(pages.page(0)).isEqualTo(new PageRequest("pipeline", 1, 4, List.of("FR", "US")));
        assertThat(pages.page(2).query()).isEqualTo("results=4&seed=pipeline&page=3&nat=FR,US");
    }

    @Test
    void should_leave_the_filter_out_where_all_nationalities_are_wanted() {
        RunRequest all = new RunRequest(10L, null, null, 4, List.of(), "1.4");

        assertThat(new PageSequence("x", all).page(0).query()).isEqualTo("results=4&seed=x&page=1");
    }

    @Test
    void should_change_the_seed_before_page_10000() {
        PageSequence pages = new PageSequence("pipeline", REQUEST);

        assertThat(pages.page(9_998))
                .extracting(PageRequest::seed, PageRequest::page)
                .containsExactly("pipeline", 9_999);
        assertThat(pages.page(9_999))
                .extracting(PageRequest::seed, PageRequest::page)
                .containsExactly("pipelineab", 1);
        assertThat(pages.page(2 * 9_999L))
                .extracting(PageRequest::seed, PageRequest::page)
                .containsExactly("pipelineac", 1);
    }

    @Test
    void should_never_ask_for_the_same_page_of_a_seed_twice() {
        PageSequence pages = new PageSequence("abcdefghijklmnop", REQUEST);
        Set<String> asked = new HashSet<>();

        for (long index = 0; index < 50_000; index++) {
            PageRequest page = pages.page(index);
            assertThat(page.seed()).matches("[a-z]+");
            assertThat(page.seed().length()).isNotEqualTo(18);
            asked.add(page.seed() + page.page());
        }

        assertThat(asked).hasSize(50_000);
    }
}
