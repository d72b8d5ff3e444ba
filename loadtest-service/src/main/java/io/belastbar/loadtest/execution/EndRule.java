package io.belastbar.loadtest.execution;

import io.belastbar.load.engine.Fence;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.run.LaneSilent;
import io.belastbar.load.run.RunSnapshot;
import io.belastbar.load.verdict.RunEnding;
import io.belastbar.load.verdict.RunEnding.Early;
import io.belastbar.loadtest.run.RunEnd;
import java.time.Duration;
import java.util.Optional;

/**
 * When a load is to be ended, and why. The first reason counts: somebody wants it; the generator cannot go on; a threshold with
 * abort-on-fail is broken; it is done; the target is gone; it should have been done for long. The last is what makes every run
 * end: nothing that a target, a driver or a scenario does can hold the queue of its system for ever.
 */
final class EndRule {

    private final String target;
    private final Duration targetGoneAfter;
    private final long plannedEndNanos;
    private final long hardEndNanos;

    /** The instants as of {@link System#nanoTime}. */
    EndRule(String target, Duration targetGoneAfter, long plannedEndNanos, long hardEndNanos) {
        this.target = target;
        this.targetGoneAfter = targetGoneAfter;
        this.plannedEndNanos = plannedEndNanos;
        this.hardEndNanos = hardEndNanos;
    }

    /** Empty: it goes on. */
    Optional<RunEnding> ending(
            Optional<Early> interruption, Optional<ThresholdResult> broken, RunSnapshot look, long nowNanos) {
        if (interruption.isPresent()) {
            return Optional.of(interruption.get());
        }
        if (look.fault().isPresent()) {
            return Optional.of(stopped(look.fault().get()));
        }
        if (broken.isPresent()) {
            return Optional.of(new RunEnding.ThresholdBroken(broken.get()));
        }
        if (look.done()) {
            return Optional.of(new RunEnding.Completed());
        }
        if (look.targetAbsent().since().compareTo(targetGoneAfter) >= 0) {
            return Optional.of(RunEnd.targetGone(target, look.targetAbsent()));
        }
        return nowNanos - hardEndNanos < 0
                ? Optional.empty()
                : Optional.of(RunEnd.didNotEnd(Duration.ofNanos(nowNanos - plannedEndNanos)));
    }

    private static Early stopped(Throwable fault) {
        return switch (fault) {
            case Fence.Passed passed -> RunEnd.takenAway();
            case LaneSilent silent -> RunEnd.generatorSilent(silent.waited());
            default -> RunEnd.generatorFailed(fault);
        };
    }
}
