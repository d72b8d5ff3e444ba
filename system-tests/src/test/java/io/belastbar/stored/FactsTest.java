package io.belastbar.stored;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1} | {\"a\": 1, \"new\": true}",
                "{\"a\": 1.0} | {\"a\": 1.00000001}",
                "{\"a\": 2} | {\"a\": 2.0}",
                "{\"a\": null} | {}",
                "[] | []",
                "[{\"a\": \"ü\"}] | [{\"a\": \"ü\", \"b\": []}]"
            })
    void sameFactsAreNoDifference(String before, String now) throws Exception {
        assertThat(Facts.differences(json(before), json(now))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1} | {}",
                "{\"a\": 1} | {\"a\": null}",
                "{\"a\": 1} | {\"a\": \"1\"}",
                "{\"a\": 1.0} | {\"a\": 1.001}",
                "{\"a\": 0} | {\"a\": 0.000001}",
                "{\"a\": null} | {\"a\": 0}",
                "{\"a\": {}} | {\"a\": []}",
                "{\"a\": {}} | {}",
                "[1] | [1, 2]",
                "[1, 2] | [2, 1]",
                "[1] | []"
            })
    void anotherFactIsADifference(String before, String now) throws Exception {
        assertThat(Facts.differences(json(before), json(now))).isNotEmpty();
    }

    @Test
    void sentencesAndWhatDependsOnNowAreNoFacts() throws Exception {
        var facts = Facts.of(json("""
                {"items": [{"verdict": "PASSED", "reasons": ["12 ms"], "nextFireTimes": ["later"]}], "hint": "start"}"""));

        assertThat(facts).isEqualTo(json("{\"items\": [{\"verdict\": \"PASSED\"}]}"));
    }

    private static JsonNode json(String text) throws Exception {
        return Doors.JSON.readTree(text);
    }
}
