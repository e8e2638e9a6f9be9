package io.userautomation.localstack.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AvailableMemoryTest {
    @Test
    void should_read_what_the_machine_has_to_give() {
        String meminfo = "MemTotal:       24730000 kB\nMemFree:          100000 kB\nMemAvailable:    4194304 kB\n";

        assertThat(AvailableMemory.ofMachine(meminfo)).hasValue(4096);
    }

    @Test
    void should_say_nothing_where_an_old_kernel_does_not() {
        assertThat(AvailableMemory.ofMachine("MemFree: 100000 kB\n")).isEmpty();
    }

    @Test
    void should_count_what_a_container_has_left() {
        assertThat(AvailableMemory.ofContainer("2147483648", "1073741824")).hasValue(1024);
    }

    @Test
    void should_know_a_container_without_a_limit() {
        assertThat(AvailableMemory.ofContainer("max", "1073741824")).isEmpty();
    }
}
