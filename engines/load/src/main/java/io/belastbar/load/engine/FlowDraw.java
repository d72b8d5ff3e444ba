package io.belastbar.load.engine;

import io.belastbar.load.scenario.Scenario.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Which flow an iteration takes: drawn by weight. */
final class FlowDraw {

    private final List<PreparedFlow> flows = new ArrayList<>();
    private final double[] weightsUpTo;
    private final RandomGenerator random;

    FlowDraw(List<Flow> scenario, Driver driver, RandomGenerator random) {
        this.random = random;
        this.weightsUpTo = new double[scenario.size()];
        double weights = 0;
        int index = 0;
        for (Flow flow : scenario) {
            PreparedFlow prepared = PreparedFlow.of(flow, index, driver);
            index += prepared.sends();
            weights += flow.weight();
            weightsUpTo[flows.size()] = weights;
            flows.add(prepared);
        }
    }

    PreparedFlow next() {
        if (weightsUpTo.length == 1) {
            return flows.getFirst();
        }
        double drawn = random.nextDouble(weightsUpTo[weightsUpTo.length - 1]);
        int index = 0;
        while (drawn >= weightsUpTo[index]) {
            index++;
        }
        return flows.get(index);
    }
}
