package io.belastbar.local.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.supervision.ChildState.Held;
import io.belastbar.local.supervision.ChildState.Running;
import io.belastbar.local.supervision.ChildState.Starting;
import io.belastbar.local.supervision.ChildState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SupervisionTest {
    private static final String POSTGRES = "postgresql";
    private static final String SERVICE = "capacity";
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final Supervision supervision = supervision(Duration.ofSeconds(2));
    private final Set<String> alive = new HashSet<>();

    @Test
    void childIsStartedOnlyOnceWhatItNeedsIsReady() {
        assertThat(supervision.due(at(0))).containsExactly(POSTGRES, "dashboard");
        assertThat(supervision.state(SERVICE)).isEqualTo(new Waiting("for PostgreSQL", null));

        supervision.ready(POSTGRES, at(3));

        assertThat(supervision.due(at(3))).containsExactly(SERVICE);
        assertThat(supervision.state(SERVICE)).isEqualTo(new Starting(at(3)));
    }

    @Test
    void childThatLivesIsLeftAlone() {
        allReady(0);

        assertThat(dueAt(60)).isEmpty();
        assertThat(supervision.state(SERVICE)).isEqualTo(new Running(at(0)));
    }

    @Test
    void childThatEndedIsDueAfterTheDelayAndNotBefore() {
        allReady(0);
        alive.remove(SERVICE);

        assertThat(dueAt(10)).isEmpty();
        assertThat(supervision.state(SERVICE)).isEqualTo(new Waiting("capacity has ended", at(12)));
        assertThat(dueAt(11.999)).isEmpty();
        assertThat(dueAt(12)).containsExactly(SERVICE);
        assertThat(dueAt(13)).isEmpty();
    }

    @Test
    void delayGrowsToFifteenSecondsAndThereIsNoLastTry() {
        allReady(0);
        alive.remove(SERVICE);
        dueAt(0);

        var delays = new ArrayList<Double>();
        double failedAt = 0;
        for (int tried = 0; tried < 100; tried++) {
            double delay = untilDue(SERVICE, failedAt);
            delays.add(delay);
            failedAt += delay;
            supervision.failed(SERVICE, "no", at(failedAt));
        }

        assertThat(delays.subList(0, 6)).containsExactly(2.0, 4.0, 8.0, 15.0, 15.0, 15.0);
        assertThat(delays.subList(6, 100)).containsOnly(15.0);
    }

    @Test
    void childThatIsReadyAndEndsAtOnceIsDelayedAsOneThatDoesNotStart() {
        allReady(0);

        assertThat(endsAndIsReadyAgain(10, 11)).isEqualTo(2);
        assertThat(endsAndIsReadyAgain(20, 29.999)).isEqualTo(4);
        assertThat(endsAndIsReadyAgain(59.998, 60)).isEqualTo(8);
    }

    @Test
    void delayIsTheFirstOneAgainAfterThirtySecondsOfLife() {
        allReady(0);
        endsAndIsReadyAgain(10, 15);
        endsAndIsReadyAgain(16, 25);

        assertThat(endsAndIsReadyAgain(55, 60)).isEqualTo(2);
    }

    @Test
    void longerFirstDelayIsKept() {
        var slow = supervision(Duration.ofSeconds(40));
        slow.due(at(0));
        slow.ready(POSTGRES, at(0));

        slow.look(name -> false, at(100));

        assertThat(slow.state(POSTGRES)).isEqualTo(new Waiting("postgresql has ended", at(140)));
    }

    @Test
    void dependencyThatIsAwayDelaysWithoutUsingUpTriesAndIsFollowedAtOnce() {
        allReady(0);
        alive.removeAll(Set.of(SERVICE, POSTGRES));

        assertThat(dueAt(100)).isEmpty();
        assertThat(supervision.state(SERVICE)).isEqualTo(new Waiting("for PostgreSQL", null));
        assertThat(dueAt(102)).containsExactly(POSTGRES);
        supervision.failed(POSTGRES, "no", at(110));
        assertThat(dueAt(114)).containsExactly(POSTGRES);
        supervision.ready(POSTGRES, at(115));
        alive.add(POSTGRES);

        assertThat(dueAt(115)).containsExactly(SERVICE);
        supervision.ready(SERVICE, at(116));
        alive.add(SERVICE);
        assertThat(endsAndIsReadyAgain(117, 118))
                .as("one try was used, not more")
                .isEqualTo(4);
    }

    @Test
    void startThatFailsBecauseADependencyWentAwayMeanwhileIsNoTry() {
        allReady(0);
        alive.remove(SERVICE);
        dueAt(100);
        dueAt(102);

        alive.remove(POSTGRES);
        dueAt(103);
        supervision.failed(SERVICE, "no database", at(103));
        assertThat(dueAt(104)).isEmpty();
        assertThat(supervision.state(SERVICE)).isEqualTo(new Waiting("for PostgreSQL", null));
        assertThat(dueAt(105)).containsExactly(POSTGRES);
        supervision.ready(POSTGRES, at(106));
        alive.add(POSTGRES);

        assertThat(dueAt(106)).containsExactly(SERVICE);
        supervision.failed(SERVICE, "of itself", at(107));
        assertThat(untilDue(SERVICE, 107)).as("the first try that counts").isEqualTo(4);
    }

    @Test
    void startThatFailsAfterADependencyWentAndCameIsTriedAtOnce() {
        allReady(0);
        alive.remove(SERVICE);
        dueAt(100);
        dueAt(102);
        alive.remove(POSTGRES);
        dueAt(103);
        dueAt(105);
        supervision.ready(POSTGRES, at(106));
        alive.add(POSTGRES);

        supervision.failed(SERVICE, "no database", at(107));

        assertThat(dueAt(107)).containsExactly(SERVICE);
    }

    @Test
    void oneChildsTroubleChangesNothingForOthers() {
        allReady(0);
        alive.remove(SERVICE);
        dueAt(40);
        dueAt(42);
        supervision.failed(SERVICE, "no", at(43));
        alive.remove("dashboard");

        dueAt(43);

        assertThat(supervision.state("dashboard")).isEqualTo(new Waiting("dashboard has ended", at(45)));
        assertThat(supervision.state(POSTGRES)).isEqualTo(new Running(at(0)));
    }

    @Test
    void startThatHangsIsNamedOnceInItsLimit() {
        supervision.due(at(0));

        assertThat(supervision.hanging(at(149))).isEmpty();
        assertThat(supervision.hanging(at(150))).containsExactly(POSTGRES, "dashboard");
        assertThat(supervision.hanging(at(151))).isEmpty();
        supervision.ready("dashboard", at(152));
        assertThat(supervision.hanging(at(300))).containsExactly(POSTGRES);
    }

    @Test
    void heldChildIsNotStartedHoweverLongAndWhateverBecomesOfIt() {
        allReady(0);

        supervision.hold(SERVICE, "fault f-1");
        alive.remove(SERVICE);

        assertThat(dueAt(10)).isEmpty();
        assertThat(dueAt(100_000)).isEmpty();
        assertThat(supervision.hanging(at(100_000))).isEmpty();
        assertThat(supervision.state(SERVICE)).isEqualTo(new Held("fault f-1"));
    }

    @Test
    void releasedChildThatHasEndedIsDueAtOnceAndNoTryIsCounted() {
        allReady(0);
        supervision.hold(SERVICE, "fault f-1");
        alive.remove(SERVICE);
        dueAt(50);

        supervision.release(SERVICE, false, at(60));

        assertThat(dueAt(60)).containsExactly(SERVICE);
        supervision.failed(SERVICE, "no", at(61));
        assertThat(untilDue(SERVICE, 61)).isEqualTo(2);
    }

    @Test
    void releasedChildThatLivesIsLeftAlone() {
        allReady(0);
        supervision.hold(SERVICE, "fault f-1");

        supervision.release(SERVICE, true, at(60));

        assertThat(dueAt(61)).isEmpty();
        assertThat(supervision.state(SERVICE)).isEqualTo(new Running(at(60)));
    }

    @Test
    void releaseOfAChildThatIsNotHeldChangesNothing() {
        allReady(0);

        supervision.release(SERVICE, false, at(1));

        assertThat(supervision.state(SERVICE)).isEqualTo(new Running(at(0)));
    }

    @Test
    void startThatComesToItsEndAfterTheHoldChangesNothing() {
        supervision.due(at(0));
        supervision.hold(POSTGRES, "fault f-1");

        supervision.ready(POSTGRES, at(1));
        assertThat(supervision.state(POSTGRES)).isEqualTo(new Held("fault f-1"));
        supervision.failed(POSTGRES, "no", at(1));

        assertThat(supervision.state(POSTGRES)).isEqualTo(new Held("fault f-1"));
    }

    @Test
    void whoNeedsAHeldChildWaitsForIt() {
        allReady(0);
        alive.remove(SERVICE);
        supervision.hold(POSTGRES, "fault f-1");

        assertThat(dueAt(100)).isEmpty();
        assertThat(dueAt(200)).isEmpty();
        assertThat(supervision.state(SERVICE)).isEqualTo(new Waiting("for PostgreSQL", null));
        supervision.release(POSTGRES, true, at(201));

        assertThat(dueAt(201)).containsExactly(SERVICE);
    }

    @Test
    void waitingSaysWhyAndWhenTheNextTryIs() {
        assertThat(new Waiting("for Kafka", null).text(T0)).isEqualTo("for Kafka; next try when it is back");
        assertThat(new Waiting("kafka has ended", at(3.2)).text(T0)).isEqualTo("kafka has ended; next try in 4 s");
        assertThat(new Waiting("kafka has ended", T0).text(at(9))).isEqualTo("kafka has ended; next try in 0 s");
    }

    private void allReady(double second) {
        supervision.due(at(second));
        supervision.ready(POSTGRES, at(second));
        supervision.ready("dashboard", at(second));
        supervision.due(at(second));
        supervision.ready(SERVICE, at(second));
        alive.addAll(Set.of(POSTGRES, "dashboard", SERVICE));
    }

    private List<String> dueAt(double second) {
        supervision.look(alive::contains, at(second));
        return supervision.due(at(second));
    }

    /** Returns the seconds between the end and the next try. */
    private double endsAndIsReadyAgain(double end, double readyAgain) {
        alive.remove(SERVICE);
        dueAt(end);
        double delay = untilDue(SERVICE, end);
        alive.add(SERVICE);
        supervision.ready(SERVICE, at(Math.max(readyAgain, end + delay)));
        return delay;
    }

    private double untilDue(String name, double from) {
        var next = ((Waiting) supervision.state(name)).nextTry();
        double delay = Duration.between(at(from), next).toMillis() / 1000.0;
        assertThat(dueAt(from + delay - 0.001)).doesNotContain(name);
        assertThat(dueAt(from + delay)).contains(name);
        return delay;
    }

    private static Instant at(double second) {
        return T0.plusMillis(Math.round(second * 1000));
    }

    private static Supervision supervision(Duration firstDelay) {
        return new Supervision(
                List.of(
                        new NamedChild(POSTGRES, List.of()),
                        new NamedChild("dashboard", List.of()),
                        new NamedChild(SERVICE, List.of(POSTGRES))),
                firstDelay);
    }
}
