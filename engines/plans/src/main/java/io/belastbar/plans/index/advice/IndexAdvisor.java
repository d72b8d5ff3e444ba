package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.IndexCandidate;
import io.belastbar.plans.index.IndexShape;
import io.belastbar.plans.index.advice.IndexAdvice.Advised;
import io.belastbar.plans.index.advice.NeedReader.Read;
import io.belastbar.plans.index.facts.DatabaseProfile;
import io.belastbar.plans.index.facts.TableProfile;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells which indexes a workload lacks.
 *
 * <ol>
 *   <li>Read from each plan what it asks of each table: conditions, joins, order, limit, columns.
 *   <li>For each such need, think of all B-trees that could serve: keys compared for equality (session settings of
 *       row-level security first), then a list, a range or the order; partial where a column is NULL or a constant rare;
 *       with few carried columns; GIN and GiST for what contains and matches.
 *   <li>Estimate blocks and planner's cost with each, and with what there is ({@link BlockEstimate}). What the planner
 *       would not use, what gains less than {@code gainMin}, and small tables are left out.
 *   <li>Choose the smallest set per table in which every statement has an index nearly as good as its best
 *       ({@link IndexCover}).
 *   <li>Leave out what costs more blocks to maintain than it saves.
 * </ol>
 *
 * Everything is an estimate, to be proven by a measurement.
 */
public record IndexAdvisor(AdvisorLimits limits) {
    /** Blocks that one more index costs a written row: the way to the leaf and the leaf. */
    private static final double BLOCKS_PER_WRITE = 3;

    public static final IndexAdvisor DEFAULT = new IndexAdvisor(AdvisorLimits.DEFAULT);

    /**
     * What these statements lack.
     *
     * @param seconds of the period in which their calls were counted; 0 when it is not known, and then writes weigh nothing
     */
    public IndexAdvice advise(List<WorkloadStatement> statements, DatabaseProfile database, double seconds) {
        Map<String, List<Need>> byTable = new LinkedHashMap<>();
        Comparisons comparisons = new Comparisons();
        NeedReader reader = new NeedReader(database);
        IndexCover cover = new IndexCover(limits, database.randomPageCost());
        for (WorkloadStatement statement : statements) {
            for (Read read : reader.read(statement)) {
                TableProfile table = read.need().table();
                if (table.size().pages() >= limits.pagesMin()) {
                    comparisons.add(read.need());
                    byTable.computeIfAbsent(table.qualifiedName(), none -> new ArrayList<>())
                            .addAll(served(read, cover, Set.of()));
                }
            }
        }
        List<Advised> candidates = new ArrayList<>();
        List<Sentence> notes = new ArrayList<>();
        byTable.forEach((name, needs) -> {
            TableProfile table = needs.getFirst().table();
            Set<String> changed = ChangedColumns.of(table, statements);
            ShapeOptions options = new ShapeOptions(limits, changed);
            cover.of(needs, need -> shapes(need, options)).forEach((shape, served) -> {
                Advised advised = advised(shape, served, changed, database.randomPageCost());
                if (isWorthItsWrites(served, advised, seconds)) {
                    candidates.add(advised);
                } else {
                    notes.add(notWorth(advised));
                }
            });
        });
        candidates.sort(Comparator.comparingDouble(IndexAdvisor::saved).reversed());
        return new IndexAdvice(candidates, comparisons.candidates(), notes);
    }

    private static double saved(Advised advised) {
        return advised.blocksBefore() - advised.blocksAfter();
    }

    /** The alternatives of a disjunction instead of the whole, when all of them together are better. */
    private List<Need> served(Read read, IndexCover cover, Set<String> changed) {
        if (read.branches().isEmpty()) {
            return List.of(read.need());
        }
        ShapeOptions options = new ShapeOptions(limits, changed);
        double together = 0;
        for (Need branch : read.branches()) {
            together += cover.best(branch, shapes(branch, options));
        }
        double alone = cover.best(read.need(), shapes(read.need(), options));
        boolean pays = together * limits.gainMin() <= read.need().now() && together < alone;
        return pays ? read.branches() : List.of(read.need());
    }

    private static List<IndexShape> shapes(Need need, ShapeOptions options) {
        return need.variants().stream()
                .flatMap(variant -> options.of(variant).stream())
                .filter(shape -> need.table().indexes().stream()
                        .noneMatch(index -> index.valid() && index.shape().equals(shape)))
                .distinct()
                .toList();
    }

    private static Advised advised(IndexShape shape, List<Need> served, Set<String> changed, double randomPageCost) {
        TableProfile table = served.getFirst().table();
        double calls = 0;
        double before = 0;
        double after = 0;
        Map<String, Double> costSaved = new LinkedHashMap<>();
        for (Need need : served) {
            costSaved.merge(need.statement(), need.costSaved(shape, randomPageCost), Double::sum);
            double weight = Math.max(1, need.calls());
            calls += weight;
            before += weight * need.now();
            after += weight * need.with(shape, randomPageCost);
        }
        List<String> statements = served.stream()
                .sorted(Comparator.comparingDouble((Need need) -> -need.calls() * need.now()))
                .map(Need::statement)
                .distinct()
                .toList();
        IndexCandidate bare = new IndexCandidate(table.schema(), table.name(), shape, statements, List.of());
        Advised figures = new Advised(bare, before / calls, after / calls, costSaved);
        IndexCandidate reasoned = new IndexCandidate(
                table.schema(), table.name(), shape, statements, Reasons.of(shape, served, figures, changed));
        return new Advised(reasoned, figures.blocksBefore(), figures.blocksAfter(), costSaved);
    }

    private static boolean isWorthItsWrites(List<Need> served, Advised advised, double seconds) {
        double calls = served.stream().mapToDouble(Need::calls).sum();
        double saved = saved(advised) * calls;
        double writes = served.getFirst().table().writes().perSecond() * seconds;
        return saved >= writes * BLOCKS_PER_WRITE;
    }

    private static Sentence notWorth(Advised advised) {
        String index =
                advised.candidate().table() + " " + advised.candidate().shape().sql();
        return new Sentence(
                String.format(Locale.ENGLISH, "An index on %s would cost more writes than it saves reads.", index),
                String.format(Locale.GERMAN, "Ein Index auf %s würde mehr Schreiben kosten als Lesen sparen.", index));
    }
}
