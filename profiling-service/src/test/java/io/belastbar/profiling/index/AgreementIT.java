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
                .isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void bothFindTheSameForeignKeys(int major) throws Exception {
        Set<String> theirs = new TreeSet<>();
        new ForeignKeysNotCoveredWithIndexCheckOnHost(other(major))
                .check(PgContext.of("public"), any -> true)
                .forEach(key -> theirs.add(bare(key.getConstraintName())));

        assertThat(differences(theirs, names(major, new ForeignKeysWithoutIndex(), "foreignKey")))
                .isEqualTo(Map.of());
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
                .isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void bothFindTheSameDuplicates(int major) throws Exception {
        Set<String> theirs =
                pairs(new DuplicatedIndexesCheckOnHost(other(major)).check(PgContext.of("public"), any -> true));

        assertThat(differences(theirs, pairs(major, new DuplicateIndexes(), "duplicateOf")))
                .isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void bothFindTheSameOverlaps(int major) throws Exception {
        Set<String> theirs =
                pairs(new IntersectedIndexesCheckOnHost(other(major)).check(PgContext.of("public"), any -> true));
        Set<String> ours = pairs(major, new RedundantIndexes(), "coveredBy");
        ours.addAll(pairs(major, new DuplicateIndexes(), "duplicateOf"));

        assertThat(differences(theirs, ours)).isEqualTo(Map.of());
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
        theirs.stream().filter(name -> !ours.contains(name)).forEach(name -> differences.put(name, "theirs"));
        ours.stream().filter(name -> !theirs.contains(name)).forEach(name -> differences.put(name, "ours"));
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
