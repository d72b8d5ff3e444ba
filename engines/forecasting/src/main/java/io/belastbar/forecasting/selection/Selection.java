package io.belastbar.forecasting.selection;

import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Naive;
import io.belastbar.forecasting.method.Scale;
import io.belastbar.forecasting.method.Seasons;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which method carries a series on best, by its own past: each forecasts up to five stretches that are known, the mean of the best three
 * is tried too, and the least mean error wins. Of equal ones the simpler wins; what loses to the naive method is never before it.
 */
public final class Selection {

    /** After so many folds the hopeless ones are left out. */
    private static final int TRIAL_FOLDS = 2;

    /** So many times the best one's error, or the naive one's, is hopeless. */
    private static final double HOPELESS = 1.5;

    private static final int MEAN_OF = 3;

    private static final int ERROR_ORIGINS = 24;

    private Selection() {}

    /**
     * Deterministic.
     *
     * @param values finite, oldest first, at least one
     * @param horizon in values, at least 1
     */
    public static Choice of(double[] values, Seasons seasons, int horizon) {
        var scale = Scale.of(values);
        double[] scaled = scale.down(values);
        var origins = Origins.of(scaled.length, horizon);
        if (origins.ends().isEmpty() || equal(scaled)) {
            return new Choice(Naive.NAME, List.of(), new Score(Naive.NAME, 1, 0), 0, new double[0][]);
        }
        var backtest = new Backtest(scaled, seasons, origins);
        int shortest = origins.ends().getLast();
        var candidates = survivors(backtest, Methods.taking(shortest, seasons));
        addMean(backtest, candidates);
        var scores = scores(backtest, candidates);
        var chosen = Methods.byName(scores.getFirst().method());
        var errors = backtest.errors(chosen, Origins.dense(scaled.length, ERROR_ORIGINS), horizon);
        for (int row = 0; row < errors.length; row++) {
            errors[row] = scale.up(errors[row]);
        }
        var naive = scores.stream()
                .filter(score -> score.method().equals(Naive.NAME))
                .findFirst()
                .orElseThrow();
        return new Choice(chosen.name(), scores, naive, backtest.folds(), errors);
    }

    private static boolean equal(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    /** Runs all on the latest folds, and on the others those that may still win. */
    private static List<Method> survivors(Backtest backtest, List<Method> candidates) {
        int trial = Math.min(TRIAL_FOLDS, backtest.folds());
        for (var method : candidates) {
            for (int fold = 0; fold < trial; fold++) {
                backtest.run(method, fold);
            }
        }
        double best = candidates.stream()
                .mapToDouble(method -> backtest.mase(method.name(), 0, trial))
                .min()
                .orElseThrow();
        var survivors = new ArrayList<Method>();
        for (var method : candidates) {
            boolean hopeful = backtest.mase(method.name(), 0, trial) <= HOPELESS * best;
            if (hopeful || method.name().equals(Naive.NAME)) {
                survivors.add(method);
                for (int fold = trial; fold < backtest.folds(); fold++) {
                    backtest.run(method, fold);
                }
            }
        }
        return survivors;
    }

    private static void addMean(Backtest backtest, List<Method> candidates) {
        if (candidates.size() < MEAN_OF) {
            return;
        }
        var best = candidates.stream()
                .sorted(Comparator.comparingDouble(method -> backtest.mase(method.name(), 0, backtest.folds())))
                .limit(MEAN_OF)
                .toList();
        var mean = new Mean(best);
        backtest.mean(mean);
        candidates.add(mean);
    }

    /** The best first; the sort is stable, so that of equal ones the simpler stands first. */
    private static List<Score> scores(Backtest backtest, List<Method> candidates) {
        var won = new int[candidates.size()];
        for (int fold = 0; fold < backtest.folds(); fold++) {
            int number = fold;
            double least = candidates.stream()
                    .mapToDouble(method -> backtest.mase(method.name(), number))
                    .min()
                    .orElseThrow();
            for (int i = 0; i < won.length; i++) {
                if (backtest.mase(candidates.get(i).name(), fold) == least) {
                    won[i]++;
                }
            }
        }
        return IntStream.range(0, won.length)
                .mapToObj(i -> new Score(
                        candidates.get(i).name(),
                        backtest.mase(candidates.get(i).name(), 0, backtest.folds()),
                        won[i]))
                .sorted(Comparator.comparingDouble(Score::mase))
                .toList();
    }
}
