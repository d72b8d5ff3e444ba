package io.belastbar.chaos.dora.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.chaos.dora.article.RoleWords.Part;
import io.belastbar.document.InvalidInput;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArticlesTest {
    private static final String SMALL = """
            format: 1
            version: "x"
            checked: 2026-11-27
            articles:
              - {id: A, law: L, place: P, rule: PROGRAMME, asks: {en: e, de: d}}
            roles: {operates: [ops], tests: [test], audits: [audit]}
            scenarios:
              - {runbook: r, name: N, theirs: "28", every: month, target: 2h, ours: [A], because: {en: e, de: d}}
            """;

    @Test
    void ownFileNamesEveryRuleAndIsWholeInBothLanguages() {
        Articles own = Articles.own();

        assertThat(own.articles()).extracting(Article::rule).contains(Rule.values());
        assertThat(own.articles()).extracting(Article::id).doesNotHaveDuplicates();
        assertThat(own.articles()).allSatisfy(article -> {
            assertThat(article.asks().english())
                    .isNotBlank()
                    .isNotEqualTo(article.asks().german());
            assertThat(article.asks().german()).isNotBlank();
        });
        assertThat(own.scenarios())
                .hasSize(6)
                .allSatisfy(row -> assertThat(row.because().german()).isNotBlank());
    }

    @Test
    void ownFileShowsTheTableOfTheRequirementsAsItStands() {
        assertThat(Articles.own().scenarios())
                .extracting(ScenarioRow::name, ScenarioRow::theirs)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("DB Primary Down", "24-26"),
                        org.assertj.core.groups.Tuple.tuple("Versicherer-API Error", "25"),
                        org.assertj.core.groups.Tuple.tuple("RLS Degradation", "25"),
                        org.assertj.core.groups.Tuple.tuple("Network Partition (DB/Cache)", "26"),
                        org.assertj.core.groups.Tuple.tuple("SAP Integration Failure", "28"),
                        org.assertj.core.groups.Tuple.tuple("Full Datacenter Failover", "24"));
    }

    @Test
    void noScenarioOfOursClaimsThreatLedTestsOrProviders() {
        assertThat(Articles.own().scenarios())
                .allSatisfy(row -> assertThat(row.ours()).doesNotContain("DORA-26-27", "DORA-28-30", "VAIT-8"));
    }

    @Test
    void formerBasisEndedBeforeDoraApplied() {
        assertThat(Articles.own().articles().stream().filter(article -> article.rule() == Rule.FORMER))
                .singleElement()
                .satisfies(article -> assertThat(article.until()).contains(LocalDate.of(2025, 1, 16)));
    }

    @Test
    void aSmallFileIsRead() {
        assertThat(Articles.parse(SMALL).articles()).hasSize(1);
    }

    @Test
    void everyFaultOfAFileIsNamedAtOnce() {
        String broken = SMALL.replace("rule: PROGRAMME", "rule: COMPLIANT, until: 16.01.2025")
                .replace("ours: [A]", "ours: [A, B]")
                .replace("tests: [test]", "tests: []")
                .replace("format: 1", "format: 2");

        assertThatThrownBy(() -> Articles.parse(broken))
                .isInstanceOfSatisfying(InvalidInput.class, invalid -> assertThat(invalid.errors())
                        .extracting(error -> error.rule())
                        .anyMatch(rule -> rule.startsWith("must be one of " + Arrays.toString(Rule.values())))
                        .anyMatch(rule -> rule.startsWith("must be a day"))
                        .anyMatch(rule -> rule.startsWith("must name articles of this file"))
                        .anyMatch(rule -> rule.startsWith("must not be empty"))
                        .anyMatch(rule -> rule.startsWith("must be 1")));
    }

    @Test
    void anArticleIsNamedOnce() {
        String twice =
                SMALL.replace("roles:", "  - {id: A, law: L, place: Q, rule: YEARLY, asks: {en: e, de: d}}\nroles:");

        assertThatThrownBy(() -> Articles.parse(twice))
                .isInstanceOfSatisfying(InvalidInput.class, invalid -> assertThat(invalid.errors())
                        .anyMatch(error -> error.rule().contains("once")));
    }

    @Test
    void whoOperatesAndTestsOperates() {
        RoleWords words = Articles.own().roles();

        assertThat(words.of("operations")).isEqualTo(Part.OPERATES);
        assertThat(words.of("DevOps Engineer (test)")).isEqualTo(Part.OPERATES);
        assertThat(words.of("moderator")).isEqualTo(Part.TESTS);
        assertThat(words.of("Compliance Officer")).isEqualTo(Part.AUDITS);
        assertThat(words.of("Zuschauer")).isEqualTo(Part.UNKNOWN);
    }
}
