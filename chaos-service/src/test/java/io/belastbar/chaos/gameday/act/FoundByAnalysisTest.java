package io.belastbar.chaos.gameday.act;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.gameday.act.FoundByAnalysis.Found;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoundByAnalysisTest {
    private static final Found INDEX = new Found(
            "PE-007",
            "HIGH",
            "employees",
            "Index on \"employees\"\n missing – über alles",
            List.of("CREATE INDEX CONCURRENTLY ON employees (organization_id, created_at DESC)", "Then ANALYZE"));
    private static final Found WORSE = new Found("PE-001", "CRITICAL", "orders", "A lock", List.of());

    @Test
    void whatWasLookedForComesFirstThenTheWorst() {
        assertThat(new FoundByAnalysis(List.of(WORSE, INDEX)).details(Optional.of("EMPLOYEES")))
                .containsEntry("findings", "PE-007, PE-001")
                .containsEntry("finding.PE-007", "HIGH: Index on \"employees\" missing – über alles")
                .containsEntry("finding.PE-007.url", "/api/v1/findings/PE-007")
                .containsEntry(
                        "finding.PE-007.measure",
                        "CREATE INDEX CONCURRENTLY ON employees (organization_id, created_at DESC)")
                .doesNotContainKey("finding.PE-001.measure");
        assertThat(new FoundByAnalysis(List.of(INDEX, WORSE)).details(Optional.empty()))
                .containsEntry("findings", "PE-001, PE-007");
    }

    @Test
    void oneIsAboutWhatItsComponentTitleOrMeasuresSay() {
        var found = new FoundByAnalysis(List.of(INDEX, WORSE));
        assertThat(found.holds("created_at desc")).isTrue();
        assertThat(found.holds("lock")).isTrue();
        assertThat(found.holds("offers")).isFalse();
    }

    @Test
    void ofManyAllAreNamedAndAFewAreLinked() {
        var many = new FoundByAnalysis(IntStream.range(100, 140)
                .mapToObj(n -> new Found("PE-" + n, "LOW", "t" + n, "x".repeat(2_000), null))
                .toList());
        var details = many.details(Optional.of("t139"));

        assertThat(details.get("findings").split(", ")).hasSize(40).startsWith("PE-139");
        assertThat(details.keySet()).filteredOn(key -> key.endsWith(".url")).hasSize(5);
        assertThat(details.get("finding.PE-139")).hasSizeLessThan(600);
    }

    @Test
    void anAnswerWithoutFindingsIsOneThatFoundNothing() throws Exception {
        var json = new ObjectMapper()
                .readerFor(FoundByAnalysis.class)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        FoundByAnalysis nothing = json.readValue("{\"facts\":{\"statements\":[]}}");
        FoundByAnalysis one = json.readValue(
                "{\"findings\":[{\"number\":\"PE-2\",\"severity\":\"HIGH\",\"title\":\"t\",\"evidence\":{}}]}");

        assertThat(nothing.holds("")).isFalse();
        assertThat(nothing.details(Optional.empty()))
                .containsEntry("findings", "")
                .hasSize(1);
        assertThat(one.holds("T")).isTrue();
    }
}
