package io.belastbar.plans.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.plans.Explained;
import io.belastbar.report.ReportLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<String> all() {
        return Explained.all();
    }

    @Test
    void sharesStandBesideTheTree() {
        String text = text("18/hash-join");

        assertThat(text)
                .startsWith("6.65 ms of execution, 0.")
                .contains("980 blocks touched (8.03 MB), 100 % of them in PostgreSQL's memory")
                .contains("████████▍   84 %   5.59 ms  1,200         883        ├─ Seq Scan on order o")
                .contains("│     Filter: (state = 'open'::text)\n")
                .contains("118,800 rows read and thrown away (99 %)\n");
    }

    @Test
    void figuresAreWrittenInGerman() {
        String text = PlanText.of(PlanAnalysis.of(Explained.text(15, "jit-parallel")), ReportLanguage.GERMAN);

        assertThat(text)
                .contains("Anteil der Zeit  eigene Zeit")
                .contains("120.000")
                .contains("2 von 2 Helfern")
                .contains("JIT übersetzte 18 Funktionen in ");
    }

    @Test
    void figuresOutOfTheOrdinaryStandBelowTheirNode() {
        assertThat(text("18/parallel-sort")).contains("2 of 2 workers").contains("on disk");
        assertThat(text("18/bitmap-lossy")).contains("the bitmap did not fit into work_mem");
        assertThat(text("18/partitions")).contains("3 partitions left out before they were started");
        assertThat(text("18/subplan-correlated"))
                .contains("SubPlan 1: Aggregate")
                .contains("started 500 times");
        assertThat(text("18/hash-batches")).contains(" batches");
        assertThat(text("18/never-executed")).contains("never");
        assertThat(text("18/update-triggers")).contains("Trigger customer_logged on customer: ");
        assertThat(text("18/serialize")).contains("Rows were made ready for the client in ");
    }

    @Test
    void namesAreThoseOfPostgresqlsTextFormat() {
        assertThat(text("18/names")).contains("Seq Scan on shop.Größe $1 \"x\"");
        assertThat(text("18/parallel-aggregate"))
                .contains("Partial HashAggregate")
                .contains("Parallel Seq Scan on shop.order");
        assertThat(text("18/cte-twice")).contains("CTE big: HashAggregate").contains("CTE Scan on big b");
        assertThat(text("18/update-triggers")).contains("Update on customer");
    }

    @Test
    void withoutMeasurementCostsStandInPlaceOfTimes() {
        assertThat(text("18/planned-only"))
                .startsWith("not executed: planned cost ")
                .contains("planned rows")
                .contains("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) executes the statement and does.")
                .doesNotContain("share of time");
        assertThat(text("18/timing-off")).contains("own blocks").doesNotContain("own time");
    }

    @Test
    void logsEndWithWhatCouldNotBeRead() throws IOException {
        String log = Files.readString(Path.of("src/test/resources/inputs/stderr-18.log"));
        String text = PlanText.of(PlanAnalysis.of(log), ReportLanguage.ENGLISH);

        assertThat(text)
                .contains("Plan 1 of 2, line ")
                .contains("select c.name, o.total from customer c join \"order\" o")
                .contains(" statements without a plan, by total time")
                .contains("slowest with $1 = 'Köln'")
                .contains("1 entry could not be read:\n  line ");
    }

    @Test
    void controlCharactersCannotReachTheTerminal() {
        String text = PlanText.of(
                PlanAnalysis.of(
                        "{\"Plan\": {\"Node Type\": \"Seq\\u001b[31m Scan\", \"Filter\": \"a\\r\\n\\u202eb\"}}"),
                ReportLanguage.ENGLISH);

        assertThat(text).contains("Seq [31m Scan").doesNotContain("\u001b", "\r", "\u202e");
    }

    @Test
    void thousandsOfNodesAreCutShort() {
        String partitions = "{\"Node Type\": \"Seq Scan\", \"Relation Name\": \"p\"},".repeat(5_000);
        String json = "{\"Plan\": {\"Node Type\": \"Append\", \"Plans\": ["
                + partitions.substring(0, partitions.length() - 1) + "]}}";

        String text = PlanText.of(PlanAnalysis.of(json), ReportLanguage.ENGLISH);

        assertThat(text).contains("… and 4,601 more nodes");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPlanHasEveryForm(String path) {
        PlanAnalysis analysis = PlanAnalysis.of(Explained.read(path));

        for (ReportLanguage language : ReportLanguage.values()) {
            PlanPage page = new PlanPage(language);
            assertThat(PlanText.of(analysis, language)).isNotBlank().doesNotContain("NaN", "∞", "null");
            assertThat(page.html(analysis)).contains("</html>").doesNotContain("NaN", "∞");
            assertThat(page.markdown(analysis)).startsWith("# ");
        }
        JsonNode json = JSON.valueToTree(PlanAnswer.of(analysis));
        assertThat(json.at("/plans/0/nodes"))
                .hasSize(analysis.plans().getFirst().read().plan().nodes().size());
        assertThat(json.toString()).doesNotContain("NaN", "Infinity");
    }

    @Test
    void pagesEscapeWhatTheyShow() {
        PlanAnalysis analysis = PlanAnalysis.of(
                "{\"Query Text\": \"select '<b>'\", \"Plan\": {\"Node Type\": \"X\", \"Filter\": \"a < '<script>'\", \"Alias\": \"```\"}}");

        assertThat(new PlanPage(ReportLanguage.ENGLISH).html(analysis))
                .contains("&lt;script&gt;")
                .doesNotContain("<script>", "'<b>'");
        assertThat(new PlanPage(ReportLanguage.ENGLISH).markdown(analysis)).contains("X on '''");
    }

    private static String text(String path) {
        return PlanText.of(PlanAnalysis.of(Explained.read(path + ".json")), ReportLanguage.ENGLISH);
    }
}
