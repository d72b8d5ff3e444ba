package io.belastbar.service.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.service.schema.AwaitedSchema.SchemaUnknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitedSchemaTest {
    private static final int AWAY = -1;

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration HANGS = Duration.ofSeconds(30);

    private Instant now = Instant.EPOCH;
    private final AwaitedSchema schema = new AwaitedSchema(Duration.ZERO, LOOK.multipliedBy(4), () -> now);
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

    /** A look takes what PostgreSQL takes, which may be as long as a connection is waited for. */
    @Test
    void aDatabaseThatHangsIsNotWaitedForAsManyTimesAsOneThatAnswers() {
        var looks = new AtomicInteger();

        assertThatThrownBy(() -> schema.await(
                        () -> {
                            looks.incrementAndGet();
                            now = now.plus(HANGS);
                            throw new SchemaUnknown(new IllegalStateException("no answer"));
                        },
                        told::add))
                .hasMessageContaining("database=no answer");
        assertThat(looks).hasValue(1);
    }

    private AwaitedSchema.Look looks(Integer... answers) {
        Deque<Integer> next = new ArrayDeque<>(List.of(answers));
        return () -> {
            now = now.plus(LOOK);
            int answer = next.pop();
            if (answer == AWAY) {
                throw new SchemaUnknown(new IllegalStateException("no route\nand more"));
            }
            return answer;
        };
    }
}
