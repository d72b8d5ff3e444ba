package io.belastbar.profiling.cause.attribution;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which requests call what, from how the counts of both rise and fall during a run: calls in an interval are a sum of the
 * endpoints' requests in it, each times its calls per request.
 *
 * <p>An endpoint has a share only if without it the rest fits clearly worse (the partial F test of nested regressions:
 * Draper, Smith: Applied Regression Analysis, section 6.1); where two endpoints rise and fall together, neither has, and
 * the statement is not attributed here. What runs by itself, with whatever rate, is a further term. The clocks of generator and database may differ: the shift at which all fits best
 * is taken.
 */
public final class TimeAttribution {
    /** Fewer intervals say nothing. */
    private static final int INTERVALS_MIN = 8;

    /** Fewer calls say nothing. */
    private static final long CALLS_MIN = 20;

    /** The F value for one degree of freedom that chance reaches about once in a thousand at 20 intervals. */
    private static final double CLEARLY = 14;

    /** The largest part of all rise and fall that may remain unexplained, unless it is the noise that counts have. */
    private static final double UNEXPLAINED_MAX = 0.2;

    /** Of the noise that counts have: the chi-square per degree of freedom up to which a fit is one. */
    private static final double NOISE_MAX = 2;

    /** Of the noise that counts have: what is assumed at least, however well all fits. */
    private static final double NOISE_MIN = 0.25;

    /** The largest part of the calls that may go to endpoints of which none is needed. */
    private static final double UNCLEAR_MAX = 0.2;

    /** A share below it is an accident of the fit. */
    private static final double CALLS_PER_REQUEST_MIN = 0.02;

    private static final Duration SHIFT_MAX = Duration.ofSeconds(3);
    private static final Duration SHIFT_STEP = Duration.ofMillis(500);

    private final List<String> endpoints;
    private final RequestSeries requests;
    private final List<CounterSample> samples;

    public TimeAttribution(RequestSeries requests, List<CounterSample> samples) {
        this.requests = requests;
        this.samples = List.copyOf(samples);
        this.endpoints = requests.finished().keySet().stream()
                .filter(endpoint -> requests.total(endpoint) > 0)
                .toList();
    }

    /** Shares of what is known to be called by whom; empty for what cannot be told. */
    public List<CallsPerRequest> of(List<String> counted) {
        List<Counts> counts =
                counted.stream().map(this::counts).flatMap(Optional::stream).toList();
        if (samples.size() <= INTERVALS_MIN || endpoints.isEmpty() || counts.isEmpty()) {
            return List.of();
        }
        Duration shift = bestShift(counts);
        double[][] columns = columns(shift);
        return counts.stream().flatMap(one -> shares(one, columns).stream()).toList();
    }

    /** Calls by interval; empty if there were hardly any, or if counting began anew. */
    private Optional<Counts> counts(String counted) {
        double[] calls = new double[Math.max(0, samples.size() - 1)];
        for (int i = 0; i < calls.length; i++) {
            long step = counted(counted, i + 1) - counted(counted, i);
            if (step < 0) {
                return Optional.empty();
            }
            calls[i] = step;
        }
        return DoubleStream.of(calls).sum() < CALLS_MIN ? Optional.empty() : Optional.of(new Counts(counted, calls));
    }

    private long counted(String what, int sample) {
        var counted = samples.get(sample).counted().get(what);
        return counted == null ? 0 : counted.calls();
    }

    private Duration bestShift(List<Counts> counts) {
        Duration best = Duration.ZERO;
        double least = Double.POSITIVE_INFINITY;
        for (Duration shift = SHIFT_MAX.negated(); shift.compareTo(SHIFT_MAX) <= 0; shift = shift.plus(SHIFT_STEP)) {
            double[][] columns = columns(shift);
            double error = counts.stream()
                    .mapToDouble(one -> fit(one, columns, all()).squaredError() / one.squares())
                    .sum();
            boolean nearer = error <= least * (1 + 1e-9) && shift.abs().compareTo(best.abs()) < 0;
            if (error < least * (1 - 1e-9) || nearer) {
                least = Math.min(least, error);
                best = shift;
            }
        }
        return best;
    }

    private double[][] columns(Duration shift) {
        double[][] columns = new double[endpoints.size() + 1][samples.size() - 1];
        for (int e = 0; e < columns.length; e++) {
            for (int i = 0; i < columns[e].length; i++) {
                Instant start = samples.get(i).at().plus(shift);
                Instant end = samples.get(i + 1).at().plus(shift);
                columns[e][i] = e == endpoints.size()
                        ? Duration.between(start, end).toMillis() / 1e3
                        : requests.between(endpoints.get(e), start, end);
            }
        }
        return columns;
    }

    /** The last column is what runs by itself: it counts unless all fits as well without it. */
    private List<CallsPerRequest> shares(Counts counts, double[][] columns) {
        int byItself = columns.length - 1;
        NonNegativeFit.Result whole = fit(counts, columns, all());
        if (whole.squaredError() > counts.unexplainedMax()) {
            return List.of();
        }
        boolean[] needed = new boolean[columns.length];
        double unclear = 0;
        for (int e = 0; e < byItself; e++) {
            double share = whole.coefficients()[e];
            needed[e] = share > CALLS_PER_REQUEST_MIN && isNeeded(e, counts, columns, all());
            unclear += needed[e] ? 0 : share * requests.total(endpoints.get(e));
        }
        if (unclear > UNCLEAR_MAX * counts.sum()) {
            return List.of();
        }
        needed[byItself] = true;
        needed[byItself] = isNeeded(byItself, counts, columns, needed);
        double[] shares = fit(counts, columns, needed).coefficients();
        return IntStream.range(0, byItself)
                .filter(e -> needed[e])
                .mapToObj(e -> new CallsPerRequest(endpoints.get(e), counts.counted(), shares[e], Basis.TIME))
                .toList();
    }

    private static boolean isNeeded(int column, Counts counts, double[][] columns, boolean[] used) {
        boolean[] others = used.clone();
        others[column] = false;
        double with = fit(counts, columns, used).squaredError();
        double without = fit(counts, columns, others).squaredError();
        int freedom = Math.max(1, counts.calls().length - columns.length);
        // A perfect fit of few calls is no proof.
        double noise = Math.max(with / freedom, NOISE_MIN * counts.sum() / counts.calls().length);
        return (without - with) / noise > CLEARLY;
    }

    private boolean[] all() {
        boolean[] all = new boolean[endpoints.size() + 1];
        Arrays.fill(all, true);
        return all;
    }

    private static NonNegativeFit.Result fit(Counts counts, double[][] columns, boolean[] used) {
        return NonNegativeFit.of(columns, counts.calls(), used);
    }

    private record Counts(String counted, double[] calls) {
        double sum() {
            return DoubleStream.of(calls).sum();
        }

        double squares() {
            return DoubleStream.of(calls).map(x -> x * x).sum();
        }

        double unexplainedMax() {
            double mean = sum() / calls.length;
            double around =
                    DoubleStream.of(calls).map(x -> (x - mean) * (x - mean)).sum();
            return Math.max(UNEXPLAINED_MAX * around, NOISE_MAX * sum());
        }
    }

    /** The names of what was counted in any of the samples. */
    public static List<String> counted(List<CounterSample> samples) {
        return samples.stream()
                .map(CounterSample::counted)
                .map(Map::keySet)
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .toList();
    }
}
