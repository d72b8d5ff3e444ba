package io.belastbar.local.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoorSayingTest {
    @Test
    void documentOfTheDoorIsSaidInAReadersWords() throws Exception {
        try (var sample = getClass().getResourceAsStream("/samples/http/control-door-children.json")) {
            var saying = DoorSaying.of(sample.readAllBytes());

            assertThat(saying.of("smartbav-db-a").orElseThrow().remark()).isEqualTo("primary");
            assertThat(saying.of("smartbav-db-a").orElseThrow().state()).isEmpty();
            assertThat(saying.of("smartbav-redis").orElseThrow())
                    .isEqualTo(new DoorSaying.Child(
                            Optional.of("frozen"),
                            "fault 5a1f0b0e-3a3f-4d2b-8d57-0f6a3e1c9b11 (freeze) until 2026-11-27T10:01:00Z",
                            true));
            assertThat(saying.faults()).isOne();
        }
    }

    @Test
    void faultThatIsBeingUndoneIsNoStateAndStillCounts() throws Exception {
        var child = said("""
                {"name":"smartbav","role":"","state":"WAITING","fault":"f","action":"kill","ending":true,
                 "expiresAt":"2026-11-27T10:01:00.5Z"}""").of("smartbav").orElseThrow();

        assertThat(child.state()).isEmpty();
        assertThat(child.remark()).isEqualTo("fault f (kill) is being undone");
    }

    @Test
    void databaseThatWasSupersededIsHeldWithoutAFault() throws Exception {
        var child = said("{\"name\":\"b\",\"role\":\"superseded\",\"state\":\"HELD\",\"fault\":null}")
                .of("b")
                .orElseThrow();

        assertThat(child.state()).contains("held");
        assertThat(child.remark()).isEqualTo("superseded");
        assertThat(child.hasFault()).isFalse();
    }

    @Test
    void whatIsNotTheDoorIsNotBelieved() {
        for (String other : new String[] {"", "<html>", "[]", "{}", "{\"children\":7}", "\0"}) {
            assertThatThrownBy(() -> DoorSaying.of(other.getBytes(StandardCharsets.UTF_8)))
                    .as(other)
                    .isInstanceOf(IOException.class);
        }
    }

    private static DoorSaying said(String child) throws IOException {
        return DoorSaying.of(("{\"children\":[" + child + "]}").getBytes(StandardCharsets.UTF_8));
    }
}
