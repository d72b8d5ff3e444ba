package io.belastbar.forecasting.selection;

import io.belastbar.forecasting.method.Guarded;
import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Naive;
import io.belastbar.forecasting.method.Scale;
import io.belastbar.forecasting.method.Seasons;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which method carries a series on best, by its own past: each forecasts up to five stretches that are known, the mean of the best three
 * is tried too, and {@link Verdict} says whose error counts as least. Of equal ones the simpler wins.
 */
public final class Selection {

    /** After so many folds the hopeless ones are left out. */
    private static final int TRIAL_FOLDS = 2;

    /** So many times the best one's error is hopeless. */
    private static final double HOPELESS = 1.5;

    private static final int MEAN_OF = 3;

    /** An interval of 95 percent needs 39 errors; a few more of each step ahead, as the latest origins do not reach far. */
    private static final int ERROR_ORIGINS = 48;

    /** The folds lie in the second half: from there each method sees as much as it sees at all. */
    private static final int HISTORY_MOST = 2 * Guarded.VALUES_MOST;

    private Selection() {}

    /**
     * Deterministic.
     *
     * @param values finite, oldest first, at least one
     * @param horizon in values, at least 1
     */
    public static Choice of(double[] values, Seasons seasons, int horizon) {
        return of(values, seasons, horizon, i -> true);
    }

    /**
     * The same where some values only bridge a gap.
     *
     * @param measured by index; what was not measured leaves no error
     */
    public static Choice of(double[] values, Seasons seasons, int horizon, IntPredicate measured) {
        int cut = values.length - HISTORY_MOST;
        if (cut > 0) {
            return of(Arrays.copyOfRange(values, cut, values.length), seasons, horizon, i -> measured.test(i + cut));
        }
        var scale = Scale.of(values);
        double[] scaled = scale.down(values);
        var origins = Origins.of(scaled.length, horizon);
        if (origins.ends().isEmpty() || equal(scaled)) {
            return new Choice(Naive.NAME, List.of(), new Score(Naive.NAME, 1, 0), 0, new double[0][]);
        }
        var backtest = new Backtest(scaled, seasons, origins, measured);
        var candidates = survivors(backtest, Methods.taking(origins.ends().getLast(), seasons));
        addMeans(backtest, candidates, scaled.length);
        var scores = scores(backtest, candidates);
        var verdict = Verdict.of(backtest, scores, scaled.length);
        var ends = Origins.dense(scaled.length, ERROR_ORIGINS);
        double[][] errors = backtest.errors(Methods.byName(verdict.chosen()), ends, horizon);
        for (int row = 0; row < errors.length; row++) {
            errors[row] = scale.up(errors[row]);
        }
        return new Choice(verdict.chosen(), scores, verdict.naive(), backtest.folds(), errors);
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
                .mapToDouble(method -> backtest.mase(method.name(), trial))
                .min()
                .orElseThrow();
        var survivors = new ArrayList<Method>();
        for (var method : candidates) {
            boolean hopeful = backtest.mase(method.name(), trial) <= HOPELESS * best;
            if (hopeful || Verdict.CAUTIOUS.contains(method.name())) {
                survivors.add(method);
                for (int fold = trial; fold < backtest.folds(); fold++) {
                    backtest.run(method, fold);
                }
            }
        }
        return survivors;
    }

    private static void addMeans(Backtest backtest, List<Method> candidates, int values) {
        var names = candidates.stream().map(Method::name).toList();
        var means = new ArrayList<Mean>();
        var best = bestThatDiffer(backtest, names);
        if (best.size() == MEAN_OF) {
            means.add(Mean.named(best));
        }
        var cautious =
                Mean.named(names.stream().filter(Verdict.CAUTIOUS::contains).toList());
        if (Verdict.isShort(values)
                && cautious.methods().size() == Verdict.CAUTIOUS.size()
                && means.stream().noneMatch(cautious::equals)) {
            means.add(cautious);
        }
        for (var mean : means) {
            backtest.mean(mean);
            candidates.add(mean);
        }
    }

    /** Two with the same error forecast the same, as with logarithms where there are none: the simpler stands for both. */
    private static List<String> bestThatDiffer(Backtest backtest, List<String> names) {
        var seen = new HashSet<Double>();
        return names.stream()
                .sorted(Comparator.comparingDouble(name -> backtest.mase(name, backtest.folds())))
                .filter(name -> seen.add(backtest.mase(name, backtest.folds())))
                .limit(MEAN_OF)
                .toList();
    }

    /** The best first; the sort is stable, so that of equal ones the simpler stands first. */
    private static List<Score> scores(Backtest backtest, List<Method> candidates) {
        var names = candidates.stream().map(Method::name).toList();
        var won = new int[names.size()];
        for (int fold = 0; fold < backtest.folds(); fold++) {
            int number = fold;
            double least = names.stream()
                    .mapToDouble(name -> backtest.maseOf(name, number))
                    .min()
                    .orElseThrow();
            for (int i = 0; i < won.length; i++) {
                won[i] += backtest.maseOf(names.get(i), fold) == least ? 1 : 0;
            }
        }
        return IntStream.range(0, won.length)
                .mapToObj(i -> new Score(names.get(i), backtest.mase(names.get(i), backtest.folds()), won[i]))
                .sorted(Comparator.comparingDouble(Score::mase))
                .toList();
    }
}
