package io.belastbar.capacity.cost.scalability;

import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The law that lies nearest to measured points: least squares of the throughput, from the starts that a coarse grid finds
 * best. For given σ and κ the best λ follows in closed form, so that two parameters are searched.
 */
final class ScalabilityFit {

    private static final double[] CONTENTIONS = {0, 0.001, 0.01, 0.03, 0.1, 0.3, 0.7};

    /** Coherence is searched as u = 1/N*, from 0 to 1: κ = (1−σ)u². */
    private static final double[] PEAKS = {0, 0.001, 0.01, 0.03, 0.1, 0.3, 1};

    private static final int STARTS = 4;

    private final double[] loads;
    private final double[] throughputs;

    ScalabilityFit(List<LoadPoint> points) {
        loads = points.stream().mapToDouble(LoadPoint::load).toArray();
        throughputs = points.stream().mapToDouble(LoadPoint::throughput).toArray();
    }

    /**
     * A law and how far it lies from the points.
     *
     * @param squares of the residuals, summed, in (1/s)²
     */
    record Fitted(ScalabilityLaw law, double squares) {}

    /** The best of all laws. */
    Fitted best() {
        var found = search(at -> rate(at[0], at[1]));
        double[] at = found.parameters();
        return new Fitted(new ScalabilityLaw(rate(at[0], at[1]), at[0], coherence(at[0], at[1])), found.squares());
    }

    /** The squares of the best law with this ceiling; infinity asks for the law that grows for ever: X = λN. */
    double squaresAtCeiling(double ceiling) {
        return Double.isInfinite(ceiling)
                ? squares(residuals(0, 0, rate(0, 0)))
                : search(at -> ceiling * perCeiling(at[0], at[1])).squares();
    }

    /** How a rate follows from σ and u. */
    private interface Rate {
        double of(double[] at);
    }

    private BoundedLeastSquares.Solution search(Rate rate) {
        double scale = DoubleStream.of(throughputs).max().orElse(1);
        var search = new BoundedLeastSquares(
                at -> DoubleStream.of(residuals(at[0], at[1], rate.of(at)))
                        .map(residual -> residual / scale)
                        .toArray(),
                new double[] {0, 0},
                new double[] {1, 1});
        return DoubleStream.of(CONTENTIONS)
                .boxed()
                .flatMap(contention -> DoubleStream.of(PEAKS).mapToObj(peak -> new double[] {contention, peak}))
                .sorted(Comparator.comparingDouble(at -> squares(residuals(at[0], at[1], rate.of(at)))))
                .limit(STARTS)
                .map(search::from)
                .min(Comparator.comparingDouble(BoundedLeastSquares.Solution::squares))
                .map(found -> new BoundedLeastSquares.Solution(found.parameters(), found.squares() * scale * scale))
                .orElseThrow();
    }

    private static double coherence(double contention, double inversePeak) {
        return (1 - contention) * inversePeak * inversePeak;
    }

    /** λ by least squares, σ and u given. */
    private double rate(double contention, double inversePeak) {
        double coherence = coherence(contention, inversePeak);
        double both = 0;
        double own = 0;
        for (int i = 0; i < loads.length; i++) {
            double relative = ScalabilityLaw.relative(loads[i], contention, coherence);
            both += relative * throughputs[i];
            own += relative * relative;
        }
        return both / own;
    }

    /** λ over the ceiling: 2(1−σ)u + σ − (1−σ)u², by the law at N* = 1/u. */
    private static double perCeiling(double contention, double inversePeak) {
        double free = 1 - contention;
        return 2 * free * inversePeak + contention - free * inversePeak * inversePeak;
    }

    private double[] residuals(double contention, double inversePeak, double rate) {
        double coherence = coherence(contention, inversePeak);
        double[] residuals = new double[loads.length];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = rate * ScalabilityLaw.relative(loads[i], contention, coherence) - throughputs[i];
        }
        return residuals;
    }

    private static double squares(double[] residuals) {
        return DoubleStream.of(residuals).map(residual -> residual * residual).sum();
    }
}
