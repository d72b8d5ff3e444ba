package io.belastbar.load.plan;

import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Scenario.Flow;
import io.belastbar.load.scenario.Step;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.load.scenario.Step.ThinkStep;
import io.belastbar.load.scenario.ThinkTime;
import java.time.Duration;
import java.util.function.ToLongFunction;

/** How long an iteration can take; of several flows the longest counts. */
final class FlowTimes {

    /** Where {@link ThinkTime.Exponential} is cut off, in means. */
    private static final int EXPONENTIAL_MEANS_MAX = 10;

    private FlowTimes() {}

    /** Of the pauses alone, on average. */
    static Duration thinking(Scenario scenario) {
        return longest(scenario, Duration.ZERO, FlowTimes::meanNanos);
    }

    /** On average, if each answer takes that long. */
    static Duration lasting(Scenario scenario, Duration answer) {
        return longest(scenario, answer, FlowTimes::meanNanos);
    }

    /** Until an iteration has ended for sure: each answer as late as it may be, each pause as long as it can be drawn. */
    static Duration whole(Scenario scenario, Duration timeout) {
        return longest(scenario, timeout, FlowTimes::maxNanos);
    }

    private static Duration longest(Scenario scenario, Duration answer, ToLongFunction<ThinkTime> thinkNanos) {
        return Duration.ofNanos(scenario.flows().stream()
                .mapToLong(flow -> nanos(flow, answer, thinkNanos))
                .max()
                .orElse(0));
    }

    private static long nanos(Flow flow, Duration answer, ToLongFunction<ThinkTime> thinkNanos) {
        long sum = 0;
        for (Step step : flow.steps()) {
            sum += switch (step) {
                case SendStep send -> answer.toNanos();
                case ThinkStep think -> thinkNanos.applyAsLong(think.time());
            };
        }
        return sum;
    }

    private static long meanNanos(ThinkTime time) {
        return switch (time) {
            case ThinkTime.Constant(Duration duration) -> duration.toNanos();
            case ThinkTime.Uniform(Duration from, Duration to) -> (from.toNanos() + to.toNanos()) / 2;
            case ThinkTime.Exponential(Duration mean) -> mean.toNanos();
        };
    }

    private static long maxNanos(ThinkTime time) {
        return switch (time) {
            case ThinkTime.Constant(Duration duration) -> duration.toNanos();
            case ThinkTime.Uniform(Duration from, Duration to) -> to.toNanos();
            case ThinkTime.Exponential(Duration mean) -> mean.toNanos() * EXPONENTIAL_MEANS_MAX;
        };
    }
}
