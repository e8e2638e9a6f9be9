package io.userautomation.commandline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"broker:9092", "my_broker:9092,b:1", "[::1]:9042", "[fe80::1]:1, 10.0.0.1:2", "a.b-c_d:65535"})
    void should_take_hosts_of_any_kind(String addresses) {
        assertThat(Addresses.areHostPorts(addresses)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "broker", "broker:", ":9092", "broker:0", "broker:65536", "::1:9042", "a b:1", "a:1,"})
    void should_refuse_what_is_no_address(String addresses) {
        assertThat(Addresses.areHostPorts(addresses)).isFalse();
    }

    /** In the brackets that tell it from a port, which Java's own look-up takes. */
    @Test
    void should_find_an_address_of_ipv6() {
        InetSocketAddress address = Addresses.hostPorts("[::1]:9042").get(0);

        assertThat(address.getPort()).isEqualTo(9042);
        assertThat(new InetSocketAddress(address.getHostString(), 1)
                        .getAddress()
                        .isLoopbackAddress())
                .isTrue();
    }
}
