package io.belastbar.chaos.gameday.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.gameday.machine.Decision.ClearFaults;
import io.belastbar.chaos.gameday.machine.Decision.Do;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds whatever happens, in whatever order, however often. */
class GameDayLawsTest {
    private static final Map<String, String> NOTHING = Map.of();

    @Property(tries = 2_000)
    void itAlwaysEndsIfOnlyTimePasses(@ForAll("plans") Plan plan, @ForAll("stories") List<Happening> story) {
        Play play = played(plan, story);

        for (int i = 0; i < 3_000 && !play.course.isOver(); i++) {
            play.after(10);
            play.hear(new Happening.Begun());
            // Whoever looks at an expectation says what came of it at its deadline, as the run's threads do.
            for (int e = 0; e < plan.expectations().size(); e++) {
                play.hear(new Happening.Looked(e, Seen.UNKNOWN, NOTHING));
            }
        }

        assertThat(play.course.isOver()).isTrue();
    }

    @Property(tries = 2_000)
    void nothingIsBrokenBeforeTheSteadyStateIsProven(
            @ForAll("plans") Plan plan, @ForAll("stories") List<Happening> story) {
        Play play = new Play(plan);
        boolean proven = false;
        for (Happening happening : story) {
            proven |= happening instanceof Happening.Steady(boolean yes, Map<String, String> details) && yes;
            List<Decision> decisions = tell(play, happening);
            assertThat(proven || decisions.stream().noneMatch(GameDayLawsTest::exercises))
                    .isTrue();
        }
    }

    @Property(tries = 2_000)
    void whatWasDoneIsTakenBackBeforeTheEnd(@ForAll("plans") Plan plan, @ForAll("stories") List<Happening> story) {
        Play play = played(plan, story);

        int lastDone = -1;
        int lastCleared = -1;
        for (int i = 0; i < play.decisions.size(); i++) {
            lastDone = exercises(play.decisions.get(i)) ? i : lastDone;
            lastCleared = play.decisions.get(i) instanceof ClearFaults ? i : lastCleared;
        }
        if (play.course.isOver() && lastDone >= 0) {
            assertThat(lastCleared).isGreaterThan(lastDone);
        }
    }

    @Property(tries = 1_000)
    void aTurnDoesOneStepAtATimeInOrder(@ForAll("plans") Plan plan, @ForAll("stories") List<Happening> story) {
        Play play = played(plan, story);

        List<Integer> exercise = new ArrayList<>();
        for (Decision decision : play.decisions) {
            if (decision instanceof Do(Part part, int index) && part == Part.EXERCISE) {
                exercise.add(index);
            }
        }
        assertThat(exercise).isSorted().doesNotHaveDuplicates();
    }

    private static boolean exercises(Decision decision) {
        return decision instanceof Do(Part part, int index) && part == Part.EXERCISE;
    }

    private static Play played(Plan plan, List<Happening> story) {
        Play play = new Play(plan);
        story.forEach(happening -> tell(play, happening));
        return play;
    }

    private static List<Decision> tell(Play play, Happening happening) {
        play.now = play.now.plusSeconds(7);
        boolean known = !(happening instanceof Happening.Looked looked)
                || looked.expectation() < play.plan.expectations().size();
        return known ? play.hear(happening) : List.of();
    }

    @Provide
    Arbitrary<Plan> plans() {
        Arbitrary<Plan.Item> item = Combinators.combine(
                        Arbitraries.integers().between(0, 60), Arbitraries.of(Plan.Kind.class))
                .as((at, kind) -> Play.item("s" + at, at, kind));
        Arbitrary<List<Plan.Item>> items = item.list().ofMaxSize(4);
        Arbitrary<List<Plan.Hope>> hopes =
                Arbitraries.of(List.of(List.of(), List.of(new Plan.Hope("e", -1, Duration.ofSeconds(30)))));
        return Combinators.combine(items, items, items, hopes, Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as((before, during, after, expected, unattended, measured) -> new Plan(
                        before.stream()
                                .map(each ->
                                        Play.item(each.name(), -(int) each.at().toSeconds(), each.kind()))
                                .toList(),
                        during,
                        after,
                        during.stream().anyMatch(each -> each.kind() == Plan.Kind.INJECT) ? expected : List.of(),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        unattended,
                        measured ? Optional.of(Duration.ofSeconds(20)) : Optional.empty()));
    }

    @Provide
    Arbitrary<List<Happening>> stories() {
        Arbitrary<Part> part = Arbitraries.of(Part.class);
        Arbitrary<Integer> index = Arbitraries.integers().between(0, 3);
        Arbitrary<Happening> steps = Combinators.combine(
                        part, index, Arbitraries.integers().between(0, 9))
                .as((where, which, what) -> switch (what) {
                    case 0 -> new Happening.NotDone(where, which, "no");
                    case 1 -> new Happening.Checked(where, which, Seen.MISSED, NOTHING);
                    case 2 -> new Happening.Confirmed(where, which, "x", true, "");
                    default -> new Happening.Done(where, which, NOTHING);
                });
        Arbitrary<Happening> others = Arbitraries.of(
                new Happening.Begun(),
                new Happening.Begun(),
                new Happening.Clock(),
                new Happening.Steady(true, NOTHING),
                new Happening.Steady(true, NOTHING),
                new Happening.Steady(false, NOTHING),
                new Happening.Looked(0, Seen.MET, NOTHING),
                new Happening.Looked(0, Seen.MISSED, NOTHING),
                new Happening.StopConditionMet("x", NOTHING),
                new Happening.Cleared(true, ""),
                new Happening.Cleared(false, "no"),
                new Happening.Measured(Seen.MET, "", NOTHING),
                new Happening.Measured(Seen.MISSED, "RTO", NOTHING),
                new Happening.Aborted("x", ""),
                new Happening.StoreLost(),
                new Happening.Resumed("y"));
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, steps), net.jqwik.api.Tuple.of(2, others))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }
}
