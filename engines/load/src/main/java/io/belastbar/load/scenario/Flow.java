package io.belastbar.load.scenario;

import java.util.List;

/**
 * One way through the system; which one an iteration takes is drawn by weight.
 *
 * @param weight relative to the other flows' weights; above 0
 */
public record Flow(String name, double weight, List<Step> steps) {

    public Flow {
        steps = List.copyOf(steps);
        if (!(weight > 0)) {
            throw new IllegalArgumentException("weight should be above 0: was " + weight);
        }
    }
}
