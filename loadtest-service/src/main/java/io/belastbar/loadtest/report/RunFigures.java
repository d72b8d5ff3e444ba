package io.belastbar.loadtest.report;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.load.result.SecondSeries.SecondVisitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/**
 * What a run showed in some seconds of it, while it runs or afterwards. Response times count from the intended start.
 *
 * @param from when the first of the seconds began; null without any
 * @param to when the last of them ended; null without any
 * @param seconds how many there are; a running run has those that are stored, which may be five seconds behind
 * @param figures of all requests that were asked for together, or of each tenant
 */
record RunFigures(String runId, Instant from, Instant to, int seconds, List<Figures> figures) {

    /**
     * @param tenant null if all are added up
     * @param requests that ended, failed ones included
     * @param response no quantiles without requests
     */
    record Figures(
            String tenant,
            long requests,
            long errors,
            double requestsPerSecond,
            Map<ErrorClass, Long> errorsByClass,
            List<Quantile> response) {}

    /**
     * A quantile and its distribution-free 95 % interval, by the ranks n q ± 1.96 √(n q (1 − q)) (David and Nagaraja,
     * Order Statistics, 3rd ed., section 7.1).
     *
     * @param atMostMs null if the sample is too small to have an upper end
     */
    record Quantile(double quantile, double ms, double atLeastMs, Double atMostMs) {

        private static final double Z = 1.96;
        private static final double MICROS_PER_MS = 1_000;

        static Quantile of(Histogram micros, double quantile) {
            long n = micros.getTotalCount();
            double middle = n * quantile;
            double spread = Z * Math.sqrt(middle * (1 - quantile));
            long low = Math.max(1, (long) Math.floor(middle - spread));
            long high = (long) Math.ceil(middle + spread) + 1;
            return new Quantile(
                    quantile,
                    at(micros, Math.clamp((long) Math.ceil(middle), 1, n), n),
                    at(micros, low, n),
                    high > n ? null : at(micros, high, n));
        }

        private static double at(Histogram micros, long rank, long n) {
            return micros.getValueAtPercentile(100.0 * rank / n) / MICROS_PER_MS;
        }
    }

    private static final double[] QUANTILES = {0.5, 0.9, 0.95, 0.99, 0.999};

    /** @param tenantOf null for a cell that is not asked for; the same text for cells that are added up */
    static RunFigures of(String runId, Instant start, SecondSeries series, Function<CellKey, String> tenantOf) {
        var sums = new TreeMap<String, Cell>();
        var span = new Span();
        series.visit(new SecondVisitor() {
            @Override
            public void begin(Head second) {
                span.add(second.second());
            }

            @Override
            public List<Cell> targets(CellKey key) {
                String tenant = tenantOf.apply(key);
                return tenant == null ? List.of() : List.of(sums.computeIfAbsent(tenant, none -> new Cell()));
            }

            @Override
            public void end(Head second) {}
        });
        List<Figures> figures = new ArrayList<>();
        sums.forEach((tenant, cell) -> figures.add(figures(tenant, cell, span.count)));
        return new RunFigures(
                runId,
                span.count == 0 ? null : start.plusSeconds(span.first),
                span.count == 0 ? null : start.plusSeconds(span.last + 1L),
                span.count,
                figures);
    }

    private static Figures figures(String tenant, Cell cell, int seconds) {
        Histogram micros = cell.responseMicros();
        return new Figures(
                tenant.isEmpty() ? null : tenant,
                cell.requests(),
                cell.errorCount(),
                (double) cell.requests() / seconds,
                new TreeMap<>(cell.errors()),
                micros.getTotalCount() == 0
                        ? List.of()
                        : DoubleStream.of(QUANTILES)
                                .mapToObj(quantile -> Quantile.of(micros, quantile))
                                .toList());
    }

    /** Which cells: of the steps of an endpoint and a tenant. */
    static Function<CellKey, String> asked(
            Predicate<Integer> step, List<String> tenants, String tenant, boolean eachTenant) {
        return key -> {
            String name = key.tenant() < tenants.size() ? tenants.get(key.tenant()) : "";
            if (!step.test(key.step()) || (tenant != null && !tenant.equals(name))) {
                return null;
            }
            return eachTenant || tenant != null ? name : "";
        };
    }

    private static final class Span {
        private int first = -1;
        private int last;
        private int count;

        void add(int second) {
            first = first < 0 ? second : first;
            last = second;
            count++;
        }
    }
}
