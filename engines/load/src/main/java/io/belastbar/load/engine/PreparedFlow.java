package io.belastbar.load.engine;

import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.scenario.Scenario.Flow;
import io.belastbar.load.scenario.Step;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.load.scenario.Step.ThinkStep;
import io.belastbar.load.scenario.ThinkTime;
import java.util.ArrayList;
import java.util.List;

/** A flow with each step ready to be sent on one lane. */
record PreparedFlow(List<Action> actions) {

    sealed interface Action {}

    /**
     * @param index of the step in the result
     * @param needs the variables without which it is skipped
     */
    record Send(int index, SendStep step, PreparedStep prepared, String[] needs) implements Action {}

    record Think(ThinkTime time) implements Action {}

    PreparedFlow {
        actions = List.copyOf(actions);
    }

    /** {@code firstIndex} is the result's index of the first measured step. */
    static PreparedFlow of(Flow flow, int firstIndex, Driver driver) {
        List<Action> actions = new ArrayList<>();
        int index = firstIndex;
        for (Step step : flow.steps()) {
            switch (step) {
                case ThinkStep think -> actions.add(new Think(think.time()));
                case SendStep send ->
                    actions.add(new Send(
                            index++,
                            send,
                            driver.prepare(send),
                            send.variables().toArray(String[]::new)));
            }
        }
        return new PreparedFlow(actions);
    }

    int sends() {
        return (int) actions.stream().filter(Send.class::isInstance).count();
    }
}
