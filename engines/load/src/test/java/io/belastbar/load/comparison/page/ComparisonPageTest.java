package io.belastbar.load.comparison.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.load.comparison.CompareRuns;
import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.ComparedRun;
import io.belastbar.load.comparison.RunComparison;
import io.belastbar.load.comparison.SimulatedResult;
import io.belastbar.report.ReportLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {

    private static final RunComparison COMPARISON = comparison();

    private static RunComparison comparison() {
        SimulatedResult plain = SimulatedResult.plain("a", 90, 120);
        return CompareRuns.compare(
                List.of(
                        SimulatedResult.sound("<b>before</b>", plain.result(1)),
                        SimulatedResult.sound(
                                "after", plain.slower(1.3, 1.2).failing(0.02).result(2)),
                        new ComparedRun("late", plain.result(3), ComparedRun.Standing.INVALID)),
                new ComparisonSettings(300, 0.05),
                new SplittableRandom(1));
    }

    @Test
    void thePageNeedsNothingElse() throws IOException {
        String html = ComparisonPage.of(COMPARISON, ReportLanguage.ENGLISH, ZoneOffset.UTC);
        Files.createDirectories(Path.of("target/reports"));
        Files.writeString(Path.of("target/reports/comparison.html"), html);

        assertThat(html).doesNotContain("http://", "https://", "<script", "<link", "@import", "url(");
    }

    @Test
    void timesStandInTheZoneThatIsAskedFor() {
        assertThat(ComparisonPage.of(COMPARISON, ReportLanguage.ENGLISH, ZoneOffset.UTC))
                .contains(" UTC");
        assertThat(ComparisonPage.of(COMPARISON, ReportLanguage.ENGLISH, ZoneId.of("Asia/Kolkata")))
                .contains(" IST");
    }

    @Test
    void namesAreText() {
        String html = ComparisonPage.of(COMPARISON, ReportLanguage.ENGLISH, ZoneOffset.UTC);

        assertThat(html).doesNotContain("<b>before").contains("&lt;b&gt;before").contains("pay &lt;now&gt;");
    }

    @Test
    void eachStepHasItsPicturesAndEveryPictureIsWellFormed() throws XMLStreamException {
        String html = ComparisonPage.of(COMPARISON, ReportLanguage.GERMAN, ZoneOffset.UTC);

        List<String> pictures = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
                .matcher(html)
                .results()
                .map(result -> result.group())
                .toList();
        assertThat(pictures).hasSize(2 * 3 * 2);
        for (String picture : pictures) {
            assertThat(picture).doesNotContain("NaN").doesNotContain("Infinity");
            XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(new java.io.StringReader(picture));
            while (xml.hasNext()) {
                xml.next();
            }
        }
    }

    @Test
    void bothLanguagesSayTheSame() {
        String german = ComparisonPage.of(COMPARISON, ReportLanguage.GERMAN, ZoneOffset.UTC);
        String english = ComparisonPage.of(COMPARISON, ReportLanguage.ENGLISH, ZoneOffset.UTC);

        assertThat(german).contains("lang=\"de\"", "langsamer", "Die Fehlerrate stieg", "ist ungültig");
        assertThat(english).contains("lang=\"en\"", "slower", "The error rate rose", "is invalid");
    }

    @Test
    void theJsonHoldsEstimatesIntervalsVerdictsAndTheMethod() {
        JsonNode first = ComparisonJson.of(COMPARISON).path("comparisons").path(0);

        JsonNode p95 = first.path("overall").path("quantiles").path(2);
        assertThat(p95.path("percentile").asDouble()).isEqualTo(95);
        assertThat(p95.path("relativeChange").asDouble()).isBetween(0.2, 0.6);
        assertThat(p95.path("confidence95").path(0).asDouble())
                .isLessThan(p95.path("relativeChange").asDouble());
        assertThat(first.path("overall").path("method").path("bootstrap").asText())
                .isEqualTo("blocks-of-seconds");
        assertThat(first.path("overall").path("verdict").path("de").asText()).contains("langsamer");
        assertThat(first.path("steps")).hasSize(2);
        assertThat(ComparisonJson.of(COMPARISON).toString()).doesNotContain("NaN");
    }
}
