package io.belastbar.profiling.index;

import static io.belastbar.profiling.index.IndexZoo.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TestDatabase;
import io.github.mfvanek.pg.connection.PgConnection;
import io.github.mfvanek.pg.connection.PgConnectionImpl;
import io.github.mfvanek.pg.core.checks.host.DuplicatedIndexesCheckOnHost;
import io.github.mfvanek.pg.core.checks.host.ForeignKeysNotCoveredWithIndexCheckOnHost;
import io.github.mfvanek.pg.core.checks.host.IntersectedIndexesCheckOnHost;
import io.github.mfvanek.pg.core.checks.host.InvalidIndexesCheckOnHost;
import io.github.mfvanek.pg.core.checks.host.UnusedIndexesCheckOnHost;
import io.github.mfvanek.pg.model.context.PgContext;
import io.github.mfvanek.pg.model.index.DuplicatedIndexes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Another tool looks at the same tables. Where both differ, it is said which index it is, and why. */
class AgreementIT {
    private static final String OURS = "only we tell it";
    private static final String THEIRS = "only they tell it";

    @AfterAll
    static void close() throws Exception {
        IndexZoo.closeAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void bothFindTheSameInvalidIndexes(int major) throws Exception {
        Set<String> theirs = new TreeSet<>();
        new InvalidIndexesCheckOnHost(other(major))
                .check(PgContext.of("public"), any -> true)
                .forEach(index -> theirs.add(bare(index.getIndexName())));

        assertThat(differences(theirs, names(major, new InvalidIndexes(), "index")))
                .isEqualTo(explained(
                        // A partitioned index has no statistics of its own, from which they start.
                        "half_parts_a", OURS));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void bothFindTheSameForeignKeys(int major) throws Exception {
        Set<String> theirs = new TreeSet<>();
        new ForeignKeysNotCoveredWithIndexCheckOnHost(other(major))
                .check(PgContext.of("public"), any -> true)
                .forEach(key -> theirs.add(bare(key.getConstraintName())));

        assertThat(differences(theirs, names(major, new ForeignKeysWithoutIndex(), "foreignKey")))
                .isEqualTo(explained(
                        // A BRIN index finds no row of one value.
                        "child_brin_fk", OURS,
                        // WHERE gone IS NOT NULL leaves out rows that point somewhere.
                        "child_partial_fk", OURS,
                        // (b) of (a, b) has one row for each value.
                        "child_pair_half_fk", THEIRS,
                        // (b, a, x) serves a lookup of (a, b) as (a, b) does.
                        "child_pair_turned_fk", THEIRS,
                        // One row.
                        "child_small_fk", THEIRS));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void bothFindTheSameUnusedIndexes(int major) throws Exception {
        Set<String> theirs = new TreeSet<>();
        new UnusedIndexesCheckOnHost(other(major))
                .check(PgContext.of("public"), any -> true)
                .forEach(index -> theirs.add(bare(index.getIndexName())));
        Set<String> small = report(IndexZoo.of(major), new UnusedIndexes()).rows().stream()
                .filter(row -> String.valueOf(row.get("kept")).startsWith("smaller than"))
                .map(row -> row.get("index").toString())
                .collect(Collectors.toSet());
        theirs.removeAll(small);

        assertThat(differences(theirs, names(major, new UnusedIndexes(), "index")))
                .isEqualTo(explained(
                        // Parts cannot be dropped without the whole, which they do not see.
                        "big_parts_a", OURS,
                        "big_parts_1_a_idx", THEIRS,
                        "big_parts_2_1_a_idx", THEIRS,
                        "parts_1_a_idx", THEIRS,
                        "parts_1_a_idx1", THEIRS,
                        "parts_2_a_idx", THEIRS,
                        "parts_2_a_idx1", THEIRS,
                        // CLUSTER needs it.
                        "clustered_2", THEIRS,
                        // It is behind an exclusion constraint.
                        "excluded_during_excl", THEIRS));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void bothFindTheSameDuplicates(int major) throws Exception {
        Set<String> theirs =
                pairs(new DuplicatedIndexesCheckOnHost(other(major)).check(PgContext.of("public"), any -> true));

        assertThat(differences(theirs, pairs(major, new DuplicateIndexes(), "duplicateOf")))
                .isEqualTo(explained(
                        // INCLUDE (b, c) and INCLUDE (c, b) carry the same.
                        "included_twice_1 & included_twice_2", OURS,
                        // (a), (a DESC) and (a NULLS FIRST) sort differently.
                        "other_direction_1 & other_direction_2 & other_direction_3", THEIRS));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void bothFindTheSameOverlaps(int major) throws Exception {
        Set<String> theirs =
                pairs(new IntersectedIndexesCheckOnHost(other(major)).check(PgContext.of("public"), any -> true));

        assertThat(differences(theirs, pairs(major, new RedundantIndexes(), "coveredBy")))
                .isEqualTo(explained(
                        // In a BRIN index each column stands by itself; which one pays is a matter of correlation.
                        "prefix_brin_1 & prefix_brin_2", THEIRS,
                        // (a DESC) is no first part of (a, b): NULL comes first.
                        "prefix_down_1 & prefix_down_2", THEIRS,
                        // The first one keeps values unique.
                        "prefix_key_2 & prefix_key_a_key", THEIRS,
                        "prefix_unique_1 & prefix_unique_2", THEIRS));
    }

    private static Map<String, String> explained(String... differences) {
        Map<String, String> explained = new TreeMap<>();
        for (int i = 0; i < differences.length; i += 2) {
            explained.put(differences[i], differences[i + 1]);
        }
        return explained;
    }

    private static Set<String> pairs(Collection<DuplicatedIndexes> groups) {
        return groups.stream()
                .map(group -> group.getIndexNames().stream()
                        .map(AgreementIT::bare)
                        .sorted()
                        .collect(Collectors.joining(" & ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> pairs(int major, DatabaseCheck check, String other) throws Exception {
        CheckReport report = report(IndexZoo.of(major), check);
        return report.rows().stream()
                .filter(row -> row.get("schema").equals("public"))
                .map(row -> List.of(row.get("index").toString(), row.get(other).toString()).stream()
                        .sorted()
                        .collect(Collectors.joining(" & ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> differences(Set<String> theirs, Set<String> ours) {
        Map<String, String> differences = new TreeMap<>();
        theirs.stream().filter(name -> !ours.contains(name)).forEach(name -> differences.put(name, THEIRS));
        ours.stream().filter(name -> !theirs.contains(name)).forEach(name -> differences.put(name, OURS));
        return differences;
    }

    private static Set<String> names(int major, DatabaseCheck check, String column) throws Exception {
        return IndexZoo.told(report(IndexZoo.of(major), check), "public", column);
    }

    private static String bare(String name) {
        return name.replaceFirst("^public\\.", "").replace("\"", "");
    }

    private static PgConnection other(int major) throws Exception {
        TestDatabase zoo = IndexZoo.of(major);
        var source = new PGSimpleDataSource();
        source.setURL("jdbc:" + zoo.url());
        source.setUser("postgres");
        source.setPassword("postgres");
        return PgConnectionImpl.ofUrl(source, "jdbc:" + zoo.url());
    }
}
