package io.belastbar.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    private final List<String> events = new ArrayList<>();
    private final EventReader reader = new EventReader((name, data) -> events.add(name + "|" + data));

    @Test
    void eventIsItsLinesUpToTheEmptyOne() {
        lines(":comment", "event: progress", "id:7", "data: {\"a\":1,", "data: \"b\":2}", "", "data: x", "");

        assertThat(events).containsExactly("progress|{\"a\":1,\n\"b\":2}", "|x");
        assertThat(reader.lastId()).isEqualTo("7");
    }

    @Test
    void eventThatABrokenConnectionCutIsForgotten() {
        lines("id: 1", "data: whole", "", "event: progress", "id: 2", "data: half");
        assertThat(reader.lastId()).isEqualTo("1");
        reader.reset();
        lines("event: finished", "data: {}", "");

        assertThat(events).containsExactly("|whole", "finished|{}");
        assertThat(reader.lastId()).isEqualTo("1");
    }

    private void lines(String... lines) {
        for (String line : lines) {
            reader.line(line);
        }
    }
}
