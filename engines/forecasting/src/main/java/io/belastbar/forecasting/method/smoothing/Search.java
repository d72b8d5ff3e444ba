package io.belastbar.forecasting.method.smoothing;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** The least of a function inside a box, by the simplex of Nelder and Mead (1965). Deterministic, a bounded number of trials. */
final class Search {

    private static final double CLOSE = 1e-6;

    private final ToDoubleFunction<double[]> cost;
    private final double[] lower;
    private final double[] upper;
    private final double[][] corners;
    private final double[] costs;

    private Search(ToDoubleFunction<double[]> cost, double[] start, double[] lower, double[] upper) {
        this.cost = cost;
        this.lower = lower;
        this.upper = upper;
        int k = start.length;
        corners = new double[k + 1][];
        costs = new double[k + 1];
        for (int i = 0; i <= k; i++) {
            corners[i] = start.clone();
            if (i > 0) {
                double width = (upper[i - 1] - lower[i - 1]) * 0.25;
                boolean room = start[i - 1] + width <= upper[i - 1];
                corners[i][i - 1] += room ? width : -width;
            }
            costs[i] = costOf(corners[i]);
        }
    }

    /**
     * @param trials how often the function may be asked at most, about
     * @return the best place that was seen
     */
    static double[] least(ToDoubleFunction<double[]> cost, double[] start, double[] lower, double[] upper, int trials) {
        var search = new Search(cost, start, lower, upper);
        search.sort();
        for (int used = start.length + 1; used < trials && !search.close(); ) {
            used += search.step();
            search.sort();
        }
        return search.corners[0];
    }

    private double costOf(double[] place) {
        for (int i = 0; i < place.length; i++) {
            place[i] = Math.clamp(place[i], lower[i], upper[i]);
        }
        double value = cost.applyAsDouble(place);
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }

    private boolean close() {
        return costs[costs.length - 1] - costs[0] <= CLOSE * Math.abs(costs[0]);
    }

    /** Moves the worst corner. Returns how many trials it took. */
    private int step() {
        int worst = corners.length - 1;
        double[] reflected = toward(-1);
        double reflectedCost = costOf(reflected);
        if (reflectedCost < costs[0]) {
            double[] further = toward(-2);
            double furtherCost = costOf(further);
            boolean better = furtherCost < reflectedCost;
            put(worst, better ? further : reflected, better ? furtherCost : reflectedCost);
            return 2;
        }
        if (reflectedCost < costs[Math.max(0, worst - 1)]) {
            put(worst, reflected, reflectedCost);
            return 1;
        }
        double[] nearer = toward(reflectedCost < costs[worst] ? -0.5 : 0.5);
        double nearerCost = costOf(nearer);
        if (nearerCost < Math.min(reflectedCost, costs[worst])) {
            put(worst, nearer, nearerCost);
            return 2;
        }
        return 2 + shrink();
    }

    private int shrink() {
        for (int i = 1; i < corners.length; i++) {
            for (int j = 0; j < corners[i].length; j++) {
                corners[i][j] = (corners[i][j] + corners[0][j]) / 2;
            }
            costs[i] = costOf(corners[i]);
        }
        return corners.length - 1;
    }

    private void put(int corner, double[] place, double value) {
        corners[corner] = place;
        costs[corner] = value;
    }

    /** From the middle of all but the worst towards the worst by this share; negative: away from it. */
    private double[] toward(double share) {
        int worst = corners.length - 1;
        var place = new double[worst];
        for (int j = 0; j < worst; j++) {
            double middle = 0;
            for (int i = 0; i < worst; i++) {
                middle += corners[i][j] / worst;
            }
            place[j] = middle + share * (corners[worst][j] - middle);
        }
        return place;
    }

    private void sort() {
        var order = new Integer[costs.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(costs[a], costs[b]));
        var places = corners.clone();
        var values = costs.clone();
        for (int i = 0; i < order.length; i++) {
            corners[i] = places[order[i]];
            costs[i] = values[order[i]];
        }
    }
}
