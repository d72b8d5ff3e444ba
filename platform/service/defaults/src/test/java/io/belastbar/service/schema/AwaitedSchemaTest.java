package io.belastbar.service.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.service.schema.AwaitedSchema.SchemaUnknown;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitedSchemaTest {
    private static final int AWAY = -1;

    private final AwaitedSchema schema = new AwaitedSchema(Duration.ZERO, 4);
    private final List<String> told = new ArrayList<>();

    @Test
    void aSchemaThatIsThereIsNoWord() throws Exception {
        schema.await(looks(0), told::add);

        assertThat(told).isEmpty();
    }

    @Test
    void whatIsMissingIsSaidOnceAndItGoesOnWhenItIsThere() throws Exception {
        schema.await(looks(29, 29, 3, 0), told::add);

        assertThat(told).hasSize(2).first().asString().contains("migrations=29");
    }

    /** Another kind of missing: nobody knows yet. */
    @Test
    void aDatabaseThatDoesNotAnswerIsWaitedForToo() throws Exception {
        schema.await(looks(AWAY, AWAY, 0), told::add);

        assertThat(told).singleElement().asString().endsWith("database=no route");
    }

    @Test
    void itGivesUpAndSaysWhatToDo() {
        assertThatThrownBy(() -> schema.await(looks(1, 1, 1, 1, 0), told::add))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("migrations=1")
                .hasMessageContaining("QUARKUS_FLYWAY_MIGRATE_AT_START");
    }

    private static AwaitedSchema.Look looks(Integer... answers) {
        Deque<Integer> next = new ArrayDeque<>(List.of(answers));
        return () -> {
            int answer = next.pop();
            if (answer == AWAY) {
                throw new SchemaUnknown(new IllegalStateException("no route\nand more"));
            }
            return answer;
        };
    }
}
