package io.belastbar.chaos.gameday.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.gameday.machine.Part;
import org.junit.jupiter.api.Test;

class RunbookPlacesTest {

    @Test
    void everyStepAndExpectationHasItsPlaceInTheText() {
        RunbookPlaces places = RunbookPlaces.of("""
                runbook: r
                # a comment
                preparation:
                  - {at: T-10m, backup: {target: a}}
                steady-state:
                  expect:
                    - {type: x}

                    - {type: y}
                steps:
                  - at: T+0
                    inject: {type: z}
                  - {at: T+5m, clear: z}
                expectations: [{type: a}, {type: b}]
                stop-conditions:
                - type: c
                rollback:
                  - {at: T+0, act: {action: reseed}}
                """);

        assertThat(places.step(Part.PREPARATION, 0).line()).isEqualTo(4);
        assertThat(places.ofTheSteadyState(1).line()).isEqualTo(9);
        assertThat(places.ofTheSteadyState(1).pointer()).isEqualTo("/steady-state/expect/1");
        assertThat(places.step(Part.EXERCISE, 1).line()).isEqualTo(13);
        assertThat(places.step(Part.EXERCISE, 1).pointer()).isEqualTo("/steps/1");
        assertThat(places.expectation(1).line()).isEqualTo(14);
        assertThat(places.expectation(1).column())
                .isGreaterThan(places.expectation(0).column());
        assertThat(places.stopCondition(0).pointer()).isEqualTo("/stop-conditions/0");
        assertThat(places.step(Part.ROLLBACK, 0).line()).isEqualTo(18);
    }

    @Test
    void whatTheTextDoesNotHaveIsTheDocumentItself() {
        assertThat(RunbookPlaces.of("{\"runbook\": \"r\"}").stopCondition(3).pointer())
                .isEmpty();
    }
}
