package io.belastbar.profiling.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.plans.index.IndexCandidate;
import io.belastbar.plans.index.advice.IndexAdvice;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares the advisor's indexes with every index of one, two and some of three columns, by blocks read. */
class IndexOracleIT {
    /** Nearly as good as the best: 20 %, and two blocks, which a root page more may cost. */
    private static final double FACTOR = 1.2;

    private static final double BLOCKS = 2;

    private record Result(String name, double before, double ours, double best, String with, String candidates) {
        boolean isNear() {
            return ours <= best * FACTOR || ours <= best + BLOCKS;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s %-28s before %7.0f ours %7.0f best %7.0f  %s | %s",
                    isNear() ? "near" : "FAR ",
                    name,
                    before,
                    ours,
                    best,
                    candidates,
                    with);
        }
    }

    @Test
    void advisedIndexIsNearlyAsGoodAsTheBestOfAll() throws SQLException {
        List<Result> results = new ArrayList<>();
        for (var schema : new TreeMap<>(OracleCases.ALL).entrySet()) {
            try (Workshop workshop = Workshop.of(schema.getKey())) {
                for (OracleCase one : schema.getValue()) {
                    results.add(measured(workshop, schema.getKey(), one));
                }
            }
        }

        results.forEach(System.out::println);
        long near = results.stream().filter(Result::isNear).count();
        System.out.printf("%d of %d within 20 %% of the best index%n", near, results.size());
        assertThat(results).hasSizeGreaterThanOrEqualTo(40);
        assertThat(near).isGreaterThanOrEqualTo(Math.round(results.size() * 0.9));
    }

    private static Result measured(Workshop workshop, String schema, OracleCase one) throws SQLException {
        List<IndexCandidate> candidates = workshop.advise(List.of(one)).candidates().stream()
                .map(IndexAdvice.Advised::candidate)
                .toList();
        double before = workshop.blocks(one, List.of());
        double ours = workshop.blocksWith(one, candidates);
        double best = before;
        String with = "";
        for (String ddl : workshop.everyIndex(one)) {
            double blocks = workshop.blocks(one, List.of(ddl));
            if (blocks < best) {
                best = blocks;
                with = ddl.substring("CREATE INDEX ON ".length());
            }
        }
        String advised = String.join(
                "; ",
                candidates.stream().map(c -> c.table() + " " + c.shape().sql()).toList());
        return new Result(schema + ": " + one.name(), before, ours, best, with, advised);
    }
}
