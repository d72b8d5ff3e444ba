package io.belastbar.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {

    @ParameterizedTest
    @CsvSource({
        "<= 5,AT_MOST,5",
        "≤5,AT_MOST,5",
        "<5,BELOW,5",
        ">=5,AT_LEAST,5",
        "≥ 5,AT_LEAST,5",
        ">5,ABOVE,5",
        "<,BELOW,''"
    })
    void theLongestSignLeads(String text, Comparison comparison, String behind) {
        assertThat(Comparison.leading(text)).contains(comparison);
        assertThat(comparison.behind(text)).isEqualTo(behind);
    }

    @ParameterizedTest
    @CsvSource({"== 5", "5 <", "''"})
    void otherTextsHaveNoLeadingSign(String text) {
        assertThat(Comparison.leading(text)).isEmpty();
    }

    @Property
    void insideIsWhereTheMarginIsNotNegative(@ForAll Comparison comparison, @ForAll int observed, @ForAll int limit) {
        assertThat(comparison.holds(observed, limit))
                .isEqualTo(
                        comparison == Comparison.BELOW || comparison == Comparison.ABOVE
                                ? comparison.margin(observed, limit) > 0
                                : comparison.margin(observed, limit) >= 0);
    }

    @Property
    void aMirroredConditionHoldsForTheRest(@ForAll Comparison comparison, @ForAll int observed, @ForAll int limit) {
        assertThat(comparison.mirrored().holds(-(double) observed, -(double) limit))
                .isEqualTo(comparison.holds(observed, limit));
    }

    @ParameterizedTest
    @EnumSource
    void aComparisonMirroredTwiceIsItself(Comparison comparison) {
        assertThat(comparison.mirrored().mirrored()).isEqualTo(comparison);
    }
}
