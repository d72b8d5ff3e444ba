package io.belastbar.capacity.cost.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.price.PriceListParser;
import io.belastbar.capacity.cost.scalability.Ceiling;
import io.belastbar.capacity.cost.scalability.LoadPoint;
import io.belastbar.capacity.cost.scalability.ScalabilityLaw;
import io.belastbar.capacity.cost.situation.Known;
import io.belastbar.capacity.cost.situation.Situation;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ComputeWhatIfTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 15);
    private static final Sentence PLAN = Sentence.verbatim("forecasts.yml");
    private static final PriceList PRICES = PriceListParser.parse("""
            prices:
              currency: EUR
              valid_from: 2026-01-01
              base_monthly: 2500
              steps:
                - { name: middle, kind: machine, provides: { storage: 600 GB }, monthly: 4000, one_off: 500 }
                - { name: shard, kind: shard, provides: { storage: 400 GB }, monthly: 2000, one_off: 100 }
            """);

    /** Requirements 0: 40 tenants of 2.5 GB, growth 1.2. */
    private static final Situation SITUATION = new Situation(
            "smartbav",
            TODAY,
            Optional.of(new Known(40, PLAN)),
            List.of(),
            Optional.of(new Known(1.2, PLAN)),
            Map.of(Means.STORAGE, new Known(2.5e9, PLAN), Means.CONNECTIONS, new Known(1.125, PLAN)),
            Map.of(Means.STORAGE, new Known(3e11, PLAN), Means.CONNECTIONS, new Known(150, PLAN)),
            Map.of(),
            Optional.of(PRICES),
            false,
            List.of());

    @Test
    void demandGrowsWithTenantsAndWithTheSizeOfEach() {
        var answer = ComputeWhatIf.of(WhatIfOrder.of(200, 24), SITUATION);

        var storage = answer.needs().getFirst();
        assertThat(storage.now()).isEqualTo(1e11);
        assertThat(storage.then()).isCloseTo(200 * 2.5e9 * 1.44, within(1.0));
        assertThat(storage.noLongerFits()).isEqualTo(YearMonth.of(2026, 11));
        var connections = answer.needs().get(1);
        assertThat(connections.then()).isCloseTo(225, within(1e-9));
        assertThat(connections.noLongerFits()).isEqualTo(YearMonth.of(2027, 4));
    }

    @Test
    void costsStepUpWhenSomethingNoLongerFitsAndWhatIsBoughtOnceIsPaidOnce() {
        var answer = ComputeWhatIf.of(WhatIfOrder.of(200, 24), SITUATION);

        assertThat(answer.months()).hasSize(25);
        assertThat(answer.months().getFirst().cumulated()).isEqualByComparingTo("2500");
        assertThat(answer.months().get(9).purchase().orElseThrow().bought()).isEmpty();
        assertThat(answer.months().get(10).purchase().orElseThrow().count("middle"))
                .isEqualTo(1);
        assertThat(answer.months().get(10).oneOff()).isEqualByComparingTo("500");
        assertThat(answer.months().get(11).oneOff()).isEqualByComparingTo("0");
        var monthly = answer.months().stream()
                .map(month -> month.purchase().orElseThrow().monthly().add(month.oneOff()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(answer.end().cumulated()).isEqualByComparingTo(monthly);
    }

    @Test
    void whatIsAskedReplacesWhatIsKnown() {
        var order = new WhatIfOrder(
                400,
                OptionalDouble.of(100),
                12,
                OptionalDouble.of(1),
                Map.of(Means.STORAGE, 1e9, Means.THROUGHPUT, 10.0),
                new BigDecimal("2"),
                Map.of("middle", new BigDecimal("10.00")),
                List.of());

        var answer = ComputeWhatIf.of(order, SITUATION);

        assertThat(answer.needs()).extracting(WhatIf.Need::now).containsExactly(1e11, 112.5, 1000.0);
        assertThat(answer.end().purchase().orElseThrow().monthly()).isEqualByComparingTo("10");
        assertThat(said(answer, true))
                .contains("Prices are multiplied by 2.", "“middle” costs 10 EUR a month, as asked.");
    }

    @Test
    void theCeilingOfTestRunsIsALimitOfThroughput() {
        var law = new ScalabilityLaw(100, 0.02, 0.0005);
        var order = new WhatIfOrder(
                200,
                OptionalDouble.empty(),
                24,
                OptionalDouble.empty(),
                Map.of(Means.THROUGHPUT, 12.0),
                BigDecimal.ONE,
                Map.of(),
                DoubleStream.of(1, 10, 20, 40, 60, 80)
                        .mapToObj(load -> new LoadPoint(load, law.throughput(load)))
                        .toList());

        var answer = ComputeWhatIf.of(order, SITUATION);

        assertThat(answer.ceiling()).isInstanceOf(Ceiling.Shown.class);
        var throughput = answer.needs().getLast();
        assertThat(throughput.limit()).isCloseTo(law.ceiling(), within(law.ceiling() / 1000));
        assertThat(throughput.noLongerFits()).isNotNull();
        assertThat(said(answer, false).getFirst()).isNotBlank();
    }

    @Test
    void withoutAnythingKnownTheAnswerSaysSoAndNamesTheCommand() {
        var answer = ComputeWhatIf.of(WhatIfOrder.of(200, 24), Situation.unknown("new", TODAY));

        assertThat(answer.needs()).isEmpty();
        assertThat(answer.prices()).isEmpty();
        assertThat(answer.fits()).isEmpty();
        assertThat(WhatIfAnswer.of(answer, ReportLanguage.ENGLISH).fits()).isNull();
        assertThat(said(answer, true))
                .anyMatch(text ->
                        text.startsWith("Whether it fits is not known, of none of storage, connections, throughput"))
                .anyMatch(text -> text.contains("belastbar apply"))
                .anyMatch(text -> text.contains("No prices are known"))
                .anyMatch(text -> text.contains("there is no test run; try 10 at the same time"));
    }

    @Test
    void whatHasNoLimitIsNotJudgedAndTheRestIs() {
        var room = Map.of(Means.CONNECTIONS, new Known(1e6, PLAN));
        var situation = new Situation(
                "s",
                TODAY,
                SITUATION.tenants(),
                List.of(),
                Optional.empty(),
                SITUATION.perTenant(),
                room,
                Map.of(),
                Optional.empty(),
                false,
                List.of());

        var answer = ComputeWhatIf.of(WhatIfOrder.of(200, 24), situation);

        assertThat(answer.fits()).contains(true);
        assertThat(answer.notJudged()).containsExactly(Means.STORAGE, Means.THROUGHPUT);
        assertThat(said(answer, false))
                .anyMatch(text -> text.startsWith("Nicht beurteilt") && text.endsWith(": Speicherplatz, Durchsatz."));
        assertThat(WhatIfAnswer.of(answer, ReportLanguage.ENGLISH).needs())
                .extracting(WhatIfAnswer.NeedView::unit)
                .containsExactly("B", "connections");
    }

    @Test
    void aLimitThatIsPassedIsSaidWhateverElseIsUnknown() {
        assertThat(ComputeWhatIf.of(WhatIfOrder.of(200, 24), SITUATION).fits()).contains(false);
    }

    /** Doors that follow the trend and doors that follow the tenants say so, and name the other's date. */
    @Test
    void aTrendThatReachesTheLimitInAnotherMonthIsNamed() {
        assertThat(said(ComputeWhatIf.of(WhatIfOrder.of(200, 24), trend(LocalDate.of(2026, 6, 20))), false))
                .anyMatch(text -> text.startsWith("Der Bedarf folgt der gefragten oder geplanten Zahl der Mandanten"))
                .contains("Speicherplatz: nach dem Trend des Gemessenen ist das Limit im Juni 2026 erreicht"
                        + " (Upgrade-Plan).");
        assertThat(said(ComputeWhatIf.of(WhatIfOrder.of(200, 24), trend(LocalDate.of(2026, 12, 20))), true))
                .noneMatch(text -> text.contains("limit is reached in"));
        assertThat(said(ComputeWhatIf.of(WhatIfOrder.of(41, 2), trend(LocalDate.of(2026, 12, 20))), true))
                .noneMatch(text -> text.contains("limit is reached in"));
    }

    private static Situation trend(LocalDate reached) {
        return new Situation(
                "s",
                TODAY,
                SITUATION.tenants(),
                List.of(),
                SITUATION.growth(),
                SITUATION.perTenant(),
                SITUATION.room(),
                Map.of(Means.STORAGE, reached),
                Optional.empty(),
                false,
                List.of());
    }

    @Test
    void sentencesSayItInBothLanguages() {
        var answer = ComputeWhatIf.of(WhatIfOrder.of(200, 24), SITUATION);

        var english = new WhatIfWords(answer)
                .sentences().stream().map(Sentence::english).toList();
        var german = new WhatIfWords(answer)
                .sentences().stream().map(Sentence::german).toList();

        assertThat(english.getFirst())
                .isEqualTo("storage: 100 GB in January 2026, 720 GB in January 2028, at 2.5 GB of each tenant;"
                        + " from November 2026 the limit of 300 GB (forecasts.yml) no longer holds it.");
        assertThat(german.getFirst())
                .isEqualTo("Speicherplatz: 100 GB im Januar 2026, 720 GB im Januar 2028, bei 2,5 GB je Mandant;"
                        + " ab November 2026 reicht das Limit von 300 GB (forecasts.yml) nicht mehr.");
        assertThat(english.get(3)).startsWith("2,500 EUR a month in January 2026, ");
    }

    @Test
    void tenantsThatComeAtOnceAreThereInTheFirstMonth() {
        var answer = ComputeWhatIf.of(WhatIfOrder.of(200, 0), SITUATION);

        assertThat(answer.months()).singleElement().satisfies(month -> assertThat(month.tenants())
                .isEqualTo(200));
        assertThat(answer.needs().getFirst().noLongerFits()).isEqualTo(YearMonth.of(2026, 1));
        assertThat(said(answer, true))
                .contains("storage: 500 GB in January 2026, at 2.5 GB of each tenant;"
                        + " from January 2026 the limit of 300 GB (forecasts.yml) no longer holds it.")
                .contains("4,000 EUR a month in January 2026, and 500 EUR once.");
    }

    private static List<String> said(WhatIf answer, boolean english) {
        return java.util.stream.Stream.concat(
                        new WhatIfWords(answer).sentences().stream(), answer.assumptions().stream())
                .map(sentence -> english ? sentence.english() : sentence.german())
                .toList();
    }
}
