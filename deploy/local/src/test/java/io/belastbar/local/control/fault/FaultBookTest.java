package io.belastbar.local.control.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.local.control.fault.FaultBook.Answer;
import io.belastbar.local.control.fault.FaultBook.End;
import io.belastbar.local.control.fault.FaultBook.Ended;
import io.belastbar.local.control.fault.FaultBook.InForce;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultBookTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final String A = "smartbav-db-a";
    private static final String B = "smartbav-db-b";

    private final FaultBook book = new FaultBook();

    @Test
    void orderIsInjectedOnceHoweverOftenItComes() {
        assertThat(put(A, "f", FaultAction.KILL, 60, 0)).isInstanceOf(Answer.Inject.class);

        Answer again = put(A, "f", FaultAction.KILL, 60, 30);

        assertThat(again).isInstanceOf(Answer.Done.class);
        assertThat(book.at(A).orElseThrow().until()).as("not prolonged").isEqualTo(at(60));
    }

    @Test
    void secondFaultAtOneChildIsRefusedAndAtAnotherIsNot() {
        put(A, "f", FaultAction.KILL, 60, 0);

        assertThat(why(put(A, "g", FaultAction.FREEZE, 60, 1))).isEqualTo("fault f is in force here");
        assertThat(why(put(A, "f", FaultAction.FREEZE, 60, 1))).isEqualTo("fault f is in force here as kill");
        assertThat(put(B, "g", FaultAction.FREEZE, 60, 1)).isInstanceOf(Answer.Inject.class);
    }

    @Test
    void orderThatComesAfterItWasTakenBackIsRefusedAlsoWhenItNeverCameBefore() {
        book.takeBack(A, "late", at(0));
        put(A, "f", FaultAction.STOP, 60, 1);
        book.takeBack(A, "f", at(2));
        book.undone(A, "f");

        assertThat(why(put(A, "late", FaultAction.STOP, 60, 3))).isEqualTo("fault late has ended: TAKEN_BACK");
        assertThat(why(put(A, "f", FaultAction.STOP, 60, 3))).isEqualTo("fault f has ended: TAKEN_BACK");
        assertThat(put(B, "f", FaultAction.STOP, 60, 3)).as("another child").isInstanceOf(Answer.Inject.class);
    }

    @Test
    void faultThatWasReleasedEverywhereIsRefusedEverywhere() {
        put(A, "f", FaultAction.STOP, 60, 0);
        put("insurer", "g", FaultAction.STOP, 60, 0);

        assertThat(book.takeBackEverywhere("f", at(1))).containsExactly(A);

        assertThat(why(put(B, "f", FaultAction.STOP, 60, 2))).isEqualTo("fault f has ended: TAKEN_BACK");
        assertThat(book.at("insurer").orElseThrow().ending()).isFalse();
    }

    @Test
    void faultEndsByItselfAtItsLimitAndNotBefore() {
        put(A, "f", FaultAction.FREEZE, 60, 0);

        assertThat(book.expire(at(59.999))).isEmpty();
        assertThat(book.expire(at(60))).containsExactly(A);
        assertThat(book.expire(at(61))).as("once").isEmpty();
        assertThat(book.at(A).orElseThrow().ending()).isTrue();
        assertThat(book.lastAt(A)).contains(new Ended(A, "f", End.EXPIRED, at(60)));
        assertThat(why(put(A, "f", FaultAction.FREEZE, 60, 62))).isEqualTo("fault f has ended: EXPIRED");
    }

    @Test
    void faultThatIsBeingUndoneKeepsOthersAwayUntilItsChildIsWell() {
        put(A, "f", FaultAction.KILL, 60, 0);
        book.takeBack(A, "f", at(1));

        assertThat(why(put(A, "g", FaultAction.KILL, 60, 2))).isEqualTo("fault f is in force here");
        book.undone(A, "other");
        assertThat(book.at(A)).isPresent();
        book.undone(A, "f");

        assertThat(put(A, "g", FaultAction.KILL, 60, 3)).isInstanceOf(Answer.Inject.class);
    }

    @Test
    void faultInForceIsNotUndoneByAWordAboutItsChild() {
        put(A, "f", FaultAction.KILL, 60, 0);

        book.undone(A, "f");

        assertThat(book.at(A)).isPresent();
    }

    @Test
    void orderThatWasUnderWayForTooLongDoesNothing() {
        assertThat(why(book.put(A, order("f", FaultAction.KILL, 60, Optional.of(at(100))), at(0), at(100))))
                .startsWith("notAfter should be in the future");
        assertThat(book.at(A)).isEmpty();
    }

    @Test
    void faultEndsAtItsNotAfterWhenThatComesBeforeItsLimitWhateverTheTwoClocksShow() {
        // The wall clock is an hour ahead of the one that counts.
        var order = order("f", FaultAction.KILL, 60, Optional.of(at(3610)));

        book.put(A, order, at(0), at(3600));

        assertThat(book.at(A).orElseThrow().until()).isEqualTo(at(10));
    }

    @Test
    void nextLauncherTakesWhatWasInForceForEndedAndRemembersWhatHadEnded(@TempDir Path folder) throws Exception {
        var file = new BookFile(folder.resolve("faults.json"));
        put(A, "f", FaultAction.FREEZE, 600, 0);
        put("sap", "x:y-1._", FaultAction.HOLD, 600, 0);
        book.takeBack(B, "g", at(1));
        book.takeBack("sap", "x:y-1._", at(2));
        file.write(book);

        FaultBook next = file.read(at(30));

        assertThat(next.all()).isEmpty();
        assertThat(next.ended())
                .containsExactlyInAnyOrder(
                        new Ended(A, "f", End.LAUNCHER_ENDED, at(30)),
                        new Ended(B, "g", End.TAKEN_BACK, at(1)),
                        new Ended("sap", "x:y-1._", End.TAKEN_BACK, at(2)));
        assertThat(why(next.put(A, order("f", FaultAction.FREEZE, 600, Optional.empty()), at(31), at(31))))
                .isEqualTo("fault f has ended: LAUNCHER_ENDED");
        assertThat(new BookFile(folder.resolve("none")).read(at(0)).ended()).isEmpty();
    }

    @Test
    void fileThatSomebodyElseWroteIsNamedAndNotReadOver(@TempDir Path folder) throws Exception {
        for (String text :
                new String[] {"{", "{\"ended\":[{\"end\":\"NEVER\"}]}", "{\"inForce\":[{\"since\":\"x\"}]}"}) {
            Path file = Files.writeString(folder.resolve("faults.json"), text);

            assertThatThrownBy(() -> new BookFile(file).read(at(0)))
                    .as(text)
                    .hasMessageContaining(file.toString())
                    .hasMessageEndingWith("Remove it.");
        }
    }

    @Test
    void eldestEndsAreForgottenAndNotTheFaultInForce() {
        put(A, "f", FaultAction.KILL, 60, 0);
        IntStream.range(0, FaultBook.ENDED_MAX + 5).forEach(i -> book.takeBack(B, "t" + i, at(i)));

        assertThat(book.ended()).hasSize(FaultBook.ENDED_MAX);
        assertThat(put(B, "t4", FaultAction.KILL, 60, 1)).isInstanceOf(Answer.Inject.class);
        assertThat(book.at(A)).isPresent();
    }

    /** Whatever comes in whatever order: a token that has ended at a child is never in force there again. */
    @Property
    void noFaultComesBack(@ForAll @Size(max = 60) int[] steps, @ForAll @IntRange(max = 3) int limit) {
        Map<String, InForce> before = new HashMap<>();
        var ended = new HashSet<String>();
        for (int i = 0; i < steps.length; i++) {
            String child = (steps[i] & 1) == 0 ? A : B;
            String token = "t" + (Math.abs(steps[i] >> 1) % 3);
            switch (Math.abs(steps[i] >> 5) % 4) {
                case 0 -> put(child, token, FaultAction.KILL, limit + 1, i);
                case 1 -> {
                    book.takeBack(child, token, at(i));
                    ended.add(child + token);
                }
                case 2 -> book.expire(at(i));
                default -> book.undone(child, token);
            }
            book.all().forEach((where, fault) -> {
                if (fault.ending()) {
                    ended.add(where + fault.token());
                } else {
                    assertThat(ended).doesNotContain(where + fault.token());
                }
                before.put(where, fault);
            });
        }
    }

    private Answer put(String child, String token, FaultAction action, int seconds, double now) {
        return book.put(child, order(token, action, seconds, Optional.empty()), at(now), at(now));
    }

    private static FaultOrder order(String token, FaultAction action, int seconds, Optional<Instant> notAfter) {
        return new FaultOrder(token, action, Duration.ofSeconds(seconds), notAfter);
    }

    private static String why(Answer answer) {
        return ((Answer.Refused) answer).why();
    }

    private static Instant at(double second) {
        return T0.plusMillis(Math.round(second * 1000));
    }
}
