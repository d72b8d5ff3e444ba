package io.belastbar.profiling.index;

import static io.belastbar.profiling.index.IndexZoo.report;
import static io.belastbar.profiling.index.IndexZoo.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.diagnosis.Diagnosis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexChecksIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @AfterAll
    static void close() throws Exception {
        IndexZoo.closeAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void whatNobodyReadsIsUnusedUnlessSomethingElseNeedsIt(int major) throws Exception {
        var zoo = IndexZoo.of(major);

        // Older releases tell of reads some time after them.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told(report(zoo, new UnusedIndexes()), "public", "index"))
                        .containsExactlyInAnyOrder("big_a", "big B $1", "big_parts_a"));
        CheckReport report = report(zoo, new UnusedIndexes());

        for (String schema : IndexZoo.SCHEMAS) {
            assertThat(told(report, schema, "index")).containsExactlyInAnyOrder("big_a", "big B $1", "big_parts_a");
        }
        assertThat(kept(report, "public"))
                .containsEntry("twice_unique_a", "keeps values unique")
                .containsEntry("parent_of_index_a", "a foreign key points to it")
                .containsEntry("identified_a", "replica identity")
                .containsEntry("clustered_2", "the table is clustered by it")
                .containsEntry("child_led_id", "serves only foreign key child_led_fk")
                .containsEntry("silent_pkey", "behind constraint silent_pkey")
                .containsEntry("twice_1", "smaller than 1.0 MiB")
                .doesNotContainKeys("passing_a", "invalid_unique", "big_parts_1_a_idx", "big_parts_2_1_a_idx");
        assertThat(measures(report))
                .contains("DROP INDEX CONCURRENTLY \"Größe \"\"$1\"\"\".\"big B $1\"")
                .contains("DROP INDEX \"public\".\"big_parts_a\"")
                .doesNotContain("DROP INDEX CONCURRENTLY \"public\".\"big_parts_a\"");
        assertThat(report.diagnoses()).allMatch(diagnosis -> diagnosis.severity() == Severity.LOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void onlyWhatIsTheSameInEveryRespectIsThereTwice(int major) throws Exception {
        CheckReport report = report(IndexZoo.of(major), new DuplicateIndexes());

        for (String schema : IndexZoo.SCHEMAS) {
            assertThat(told(report, schema, "index"))
                    .containsExactlyInAnyOrder(
                            "twice_2",
                            "twice_keyed_id",
                            "twice_plain_a",
                            "twice_uniques_2",
                            "twice_partial_2",
                            "expressions_2",
                            "included_twice_2",
                            "lists_2",
                            "excluded_during",
                            "identified_plain",
                            "clustered_1",
                            "seen_2",
                            "parent_of_index_plain",
                            "parts_a_2",
                            "own_parts_1_b");
        }
        assertThat(kept(report, "public")).containsOnlyKeys(kept(major, "deferred_a"));
        assertThat(report.diagnoses())
                .hasSize(30)
                .allMatch(diagnosis -> diagnosis.measures().getFirst().startsWith("DROP INDEX "));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void aPrefixIsRedundantOnlyWhereTheWiderOneAnswersTheSame(int major) throws Exception {
        CheckReport report = report(IndexZoo.of(major), new RedundantIndexes());

        for (String schema : IndexZoo.SCHEMAS) {
            assertThat(told(report, schema, "index"))
                    .containsExactlyInAnyOrder("included_1", "prefix_1", "prefix_of_key_1", "prefix_covering_1");
        }
        assertThat(report.diagnoses()).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void whatWasNotFinishedIsInvalid(int major) throws Exception {
        CheckReport report = report(IndexZoo.of(major), new InvalidIndexes());

        for (String schema : IndexZoo.SCHEMAS) {
            assertThat(told(report, schema, "index")).containsExactlyInAnyOrder("invalid_unique", "half_parts_a");
        }
        assertThat(measures(report))
                .contains("REINDEX INDEX CONCURRENTLY \"Größe \"\"$1\"\"\".\"invalid_unique\"")
                .contains("DROP INDEX CONCURRENTLY \"public\".\"invalid_unique\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void aForeignKeyNeedsAnIndexThatItsColumnsLeadInAnyOrder(int major) throws Exception {
        CheckReport report = report(IndexZoo.of(major), new ForeignKeysWithoutIndex());

        for (String schema : IndexZoo.SCHEMAS) {
            assertThat(told(report, schema, "foreignKey"))
                    .containsExactlyInAnyOrder(
                            "child_of_none_fk",
                            "child_second_fk",
                            "child_brin_fk",
                            "child_pair_fk",
                            "child_pair_few_fk",
                            "child_partial_fk",
                            "child_expression_fk",
                            "child_of_self_fk",
                            "child_deleted_fk",
                            "parts_fk");
        }
        assertThat(report.rows())
                .filteredOn(row -> row.get("kept") != null && row.get("schema").equals("public"))
                .extracting(row -> row.get("foreignKey") + ": " + row.get("kept"))
                .containsExactlyInAnyOrder(
                        "child_pair_half_fk: public.child_pair_half_b leads with one of its columns",
                        "child_small_fk: fewer than 1000 rows");
        assertThat(severity(report, "child_deleted_fk", major)).isEqualTo(Severity.MEDIUM);
        assertThat(severity(report, "child_of_none_fk", major)).isEqualTo(Severity.LOW);
        assertThat(measures(report))
                .contains(
                        "CREATE INDEX CONCURRENTLY \"idx_child_pair_a_b\" ON \"public\".\"child_pair\" (\"a\", \"b\")")
                .contains("CREATE INDEX \"idx_parts_id\" ON ONLY \"Größe \"\"$1\"\"\".\"parts\" (\"id\")");
    }

    private static Severity severity(CheckReport report, String key, int major) {
        // What was deleted is told some time after it; the zoo is old by now.
        return report.diagnoses().stream()
                .filter(diagnosis -> diagnosis.evidence().get("foreignKey").equals(key))
                .findFirst()
                .map(Diagnosis::severity)
                .orElseThrow(() -> new AssertionError(key + " on " + major));
    }

    private static Set<String> kept(int major, String... names) {
        return major >= 15 ? Set.of(names[0], "nulls_a_once") : Set.of(names);
    }

    private static Map<String, String> kept(CheckReport report, String schema) {
        return report.rows().stream()
                .filter(row -> row.get("schema").equals(schema) && row.get("kept") != null)
                .collect(java.util.stream.Collectors.toMap(
                        row -> row.get("index").toString(),
                        row -> row.get("kept").toString(),
                        (one, other) -> one));
    }

    private static List<String> measures(CheckReport report) {
        return report.diagnoses().stream()
                .flatMap(diagnosis -> diagnosis.measures().stream())
                .flatMap(measure -> java.util.stream.Stream.of(
                        measure, measure.replaceFirst("^Or drop it, if another one was made instead: ", "")))
                .toList();
    }
}
