package io.belastbar.capacity.cost.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.capacity.cost.price.PriceStep.Kind;
import io.belastbar.document.InvalidInput;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListParserTest {
    private static final String WHOLE = """
            prices:
              currency: EUR
              valid_from: 2026-01-01
              base_monthly: 2500
              limit_reached_cost: 20000
              steps:
                - name: Storage 500 GB
                  kind: machine
                  provides: { storage: 500 GB, connections: 300 }
                  monthly: 900.50
                  one_off: 1500
                  lead_time: 14d
                - name: Read replica
                  kind: replica
                  provides: { throughput: 5000 }
                  relieves: [query_latency_p95]
                  monthly: 700
                  valid_from: 2026-06-01
            """;

    @Test
    void aWholeListIsRead() {
        var list = PriceListParser.parse(WHOLE);

        assertThat(list.currency()).isEqualTo("EUR");
        assertThat(list.baseMonthly()).isEqualByComparingTo("2500");
        assertThat(list.penalty()).isEqualByComparingTo("20000");
        assertThat(list.steps())
                .containsExactly(
                        new PriceStep(
                                "Storage 500 GB",
                                Kind.MACHINE,
                                Map.of(Means.STORAGE, 5e11, Means.CONNECTIONS, 300.0),
                                List.of(),
                                new BigDecimal("900.50"),
                                new BigDecimal("1500.00"),
                                14,
                                null),
                        new PriceStep(
                                "Read replica",
                                Kind.REPLICA,
                                Map.of(Means.THROUGHPUT, 5000.0),
                                List.of("query_latency_p95"),
                                new BigDecimal("700.00"),
                                Money.ZERO,
                                0,
                                LocalDate.of(2026, 6, 1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "currency: EUR | currency: Taler | /prices/currency | 2",
                "monthly: 700 | monthly: -700 | /prices/steps/1/monthly | 17",
                "monthly: 700 | monthly: .nan | /prices/steps/1/monthly | 17",
                "monthly: 700 | monthly: 1e12 | /prices/steps/1/monthly | 17",
                "base_monthly: 2500 | base_monthly: -1 | /prices/base_monthly | 4",
                "one_off: 1500 | one_off: free | /prices/steps/0/one_off | 11",
                "name: Read replica | name: storage 500 gb | /prices/steps/1/name | 13",
                "name: Read replica | name: =1+1 | /prices/steps/1/name | 13",
                "lead_time: 14d | lead_time: soon | /prices/steps/0/lead_time | 12",
                "lead_time: 14d | lead_time: 9000d | /prices/steps/0/lead_time | 12",
                "storage: 500 GB | storage: -5 GB | /prices/steps/0/provides/storage | 9",
                "connections: 300 | connections: 0 | /prices/steps/0/provides/connections | 9",
                "connections: 300 | memory: 3 | /prices/steps/0/provides/memory | 9",
                "kind: replica | kind: cloud | /prices/steps/1/kind | 14",
                "valid_from: 2026-06-01 | valid_from: 2026-02-30 | /prices/steps/1/valid_from | 18"
            })
    void whatIsNoPriceIsRefusedWithItsPlace(String good, String bad, String pointer, int line) {
        var refused = catchThrowableOfType(InvalidInput.class, () -> PriceListParser.parse(WHOLE.replace(good, bad)));

        assertThat(refused).isNotNull();
        assertThat(refused.errors()).anySatisfy(error -> {
            assertThat(error.line()).isEqualTo(line);
            assertThat(error.pointer()).isEqualTo(pointer);
        });
    }

    @Test
    void aNameWithNulIsRefusedWithItsLine() {
        var refused = catchThrowableOfType(
                InvalidInput.class, () -> PriceListParser.parse(WHOLE.replace("Read replica", "\"a\\u0000b\"")));

        assertThat(refused.errors()).singleElement().satisfies(error -> assertThat(error.line())
                .isEqualTo(13));
    }

    @Test
    void allFaultsAreToldAtOnce() {
        var refused = catchThrowableOfType(
                InvalidInput.class,
                () -> PriceListParser.parse("prices: { currency: X, steps: [ { name: '', kind: cloud } ], extra: 1 }"));

        assertThat(refused.errors())
                .extracting(error -> error.pointer())
                .contains(
                        "/prices/currency",
                        "/prices/extra",
                        "/prices/steps/0/name",
                        "/prices/steps/0/kind",
                        "/prices/steps/0/monthly");
    }

    @ParameterizedTest
    @CsvSource({"''", "'[]'", "'prices: 3'", "'prices: { currency: EUR, steps: [] }'", "'prices: { currency: EUR }'"})
    void whatIsNoListIsRefused(String text) {
        assertThat(catchThrowableOfType(InvalidInput.class, () -> PriceListParser.parse(text)))
                .isNotNull();
    }

    @Test
    void moreThanTwentyStepsAreRefused() {
        String steps = "{ name: s%d, kind: shard, monthly: 1, provides: { tenants: 1 } },".repeat(21);
        String many = "prices: { currency: EUR, steps: [" + numbered(steps) + "] }";

        assertThat(catchThrowableOfType(InvalidInput.class, () -> PriceListParser.parse(many))
                        .errors())
                .singleElement()
                .satisfies(error -> assertThat(error.received()).isEqualTo("21"));
    }

    @Test
    void pricesChangeByFactorUnlessTheyAreNamed() {
        var list = PriceListParser.parse(WHOLE)
                .with(Map.of("Read replica", new BigDecimal("650.00")), new BigDecimal("1.1"));

        assertThat(list.baseMonthly()).isEqualByComparingTo("2750");
        assertThat(list.step("Storage 500 GB").orElseThrow().monthly()).isEqualByComparingTo("990.55");
        assertThat(list.step("Read replica").orElseThrow().monthly()).isEqualByComparingTo("650");
    }

    private static String numbered(String steps) {
        String numbered = steps;
        for (int i = 0; numbered.contains("%d"); i++) {
            numbered = numbered.replaceFirst("%d", "" + i);
        }
        return numbered;
    }
}
