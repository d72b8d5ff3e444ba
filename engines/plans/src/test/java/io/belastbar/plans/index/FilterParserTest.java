package io.belastbar.plans.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterParserTest {
    private static List<Condition> parse(String filter) {
        return FilterParser.parse(filter, "e");
    }

    @Test
    void noFilterHasNoConditions() {
        assertThat(parse(null)).isEmpty();
    }

    @Test
    void settingWithCastIsAnEquality() {
        assertThat(parse("(e.org = (current_setting('app.org'::text, true))::uuid)"))
                .containsExactly(new Condition.Equality("org", false, true));
    }

    @Test
    void valueMayStandFirst() {
        assertThat(parse("($1 = e.email)")).containsExactly(new Condition.Equality("email", false, false));
    }

    @Test
    void valueOfAnInitPlanIsFixed() {
        assertThat(parse("(e.org = (InitPlan 1).col1)")).containsExactly(new Condition.Equality("org", false, false));
    }

    @Test
    void castColumnIsMarked() {
        assertThat(parse("((e.code)::text = $1)")).containsExactly(new Condition.Equality("code", true, false));
    }

    @Test
    void comparisonWithAnotherColumnIsNoKey() {
        assertThat(parse("(e.a = e.b)")).hasOnlyElementsOfType(Condition.Other.class);
        assertThat(parse("(e.a = f.b)")).hasOnlyElementsOfType(Condition.Other.class);
        assertThat(parse("(e.a = lower(e.b))")).hasOnlyElementsOfType(Condition.Other.class);
    }

    @Test
    void expressionsRangesAndAlternativesAreNoKeys() {
        assertThat(parse("((lower(e.email) = $1) AND (e.created_at < $2) AND ((e.a = $3) OR (e.b = $4)))"))
                .hasSize(3)
                .hasOnlyElementsOfType(Condition.Other.class);
        assertThat(parse("(e.a = ANY ($1))")).hasOnlyElementsOfType(Condition.Other.class);
        assertThat(parse("(e.a = random())")).hasOnlyElementsOfType(Condition.Other.class);
    }

    @Test
    void wordsInsideLiteralsAndQuotedNamesDoNotSplit() {
        assertThat(parse("((e.name = 'a AND b = (c'::text) AND (e.\"deleted AND at\" IS NULL))"))
                .containsExactly(
                        new Condition.Equality("name", false, false), new Condition.IsNull("\"deleted AND at\""));
    }

    @Test
    void notNullIsNotAPredicate() {
        assertThat(parse("(e.deleted_at IS NOT NULL)")).hasOnlyElementsOfType(Condition.Other.class);
    }
}
