package io.userautomation.randomuser.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final Faults faults = new Faults();

    @Test
    void should_play_faults_set_in_a_row_like_a_script() {
        faults.after(1, 2, Fault.of(FaultKind.HTML)).next(1, Fault.of(FaultKind.RESET));

        assertThat(strikes(5)).containsExactly("reset", "html", "html", "", "");
    }

    @Test
    void should_strike_every_kth_request_for_ever() {
        faults.every(2, Fault.of(FaultKind.HTML));

        assertThat(strikes(6)).containsExactly("", "html", "", "html", "", "html");
        assertThat(faults.struck()).containsOnlyKeys(FaultKind.HTML).containsEntry(FaultKind.HTML, 3L);
    }

    @Test
    void should_strike_by_chance_but_the_same_requests_for_the_same_seed() {
        faults.withProbability(0.3, 7, Fault.of(FaultKind.HTML));
        List<String> first = strikes(1000);
        faults.clear();
        faults.withProbability(0.3, 7, Fault.of(FaultKind.HTML));

        assertThat(strikes(1000)).isEqualTo(first);
        assertThat(faults.struck(FaultKind.HTML)).isBetween(200L, 400L);
    }

    @Test
    void should_read_back_what_it_writes() {
        faults.after(3, 2, Fault.of(FaultKind.DRIP, 50));
        faults.withProbability(0.5, 9, Fault.redirectTo("http://there.invalid/"));

        faults.set().forEach(rule -> assertThat(FaultJson.write(new Faults().add(rule)))
                .contains(rule.fault().kind().key()));
        assertThat(FaultJson.read("{\"fault\":\"drip\",\"amount\":50,\"after\":3,\"next\":2}"))
                .isEqualTo(faults.set().get(0));
        assertThat(FaultJson.read(
                        "{\"fault\":\"redirect\",\"target\":\"http://there.invalid/\",\"probability\":0.5,\"seed\":9}"))
                .isEqualTo(faults.set().get(1));
    }

    @Test
    void should_refuse_what_can_never_strike() {
        assertThatThrownBy(() -> FaultJson.read("{\"fault\":\"html\",\"next\":0}"))
                .hasMessage("after (0) must be at least 0, next (0) at least 1");
        assertThatThrownBy(() -> FaultJson.read("{\"fault\":\"html\",\"every\":0}"))
                .hasMessage("every (0) must be at least 1");
        assertThatThrownBy(() -> FaultJson.read("{\"fault\":\"html\",\"probability\":2}"))
                .hasMessage("probability (2.0) must be over 0 and at most 1");
        assertThatThrownBy(() -> FaultJson.read("[]")).isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> strikes(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(request ->
                        faults.strike().map(fault -> fault.kind().key()).orElse(""))
                .toList();
    }
}
