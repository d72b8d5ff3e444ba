package io.belastbar.chaos.expectation.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.chaos.expectation.http.JsonValues;
import io.belastbar.chaos.expectation.http.StatusCodes;
import io.belastbar.document.DocumentNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One way to answer: {@code {status: 503, header: Retry-After}}, {@code {status: 202, json: $.stale, equals: true}}.
 *
 * @param header that must be there; empty: none needed
 * @param json where something must stand; empty: nowhere
 * @param seen whether at least one answer must be of this kind
 */
public record AnswerKind(
        List<Integer> status, Optional<String> header, Optional<String> json, Optional<JsonNode> equal, boolean seen) {

    static AnswerKind read(DocumentNode at, ExpectationFields around) {
        ExpectationFields fields = around.in(at).only(Set.of(), "status", "header", "json", "equals", "seen");
        Optional<JsonNode> equal = JsonValues.expected(fields, "equals");
        if (equal.isPresent() && fields.optional("json").isEmpty()) {
            fields.fault("equals", "needs json: the path at which it must stand");
        }
        return new AnswerKind(
                StatusCodes.read(fields),
                fields.optionalName("header"),
                JsonValues.optionalPath(fields, "json"),
                equal,
                fields.flag("seen", false));
    }

    boolean fits(Answered answer) {
        return status.contains(answer.status())
                && header.stream().allMatch(name -> answer.header(name).isPresent())
                && json.stream().allMatch(path -> has(path, answer.body()));
    }

    private boolean has(String path, String body) {
        List<JsonNode> found = JsonValues.at(path, body);
        return equal.map(wanted -> found.stream().anyMatch(value -> JsonValues.same(wanted, value)))
                .orElse(!found.isEmpty());
    }

    String text() {
        return StatusCodes.text(status)
                + header.map(name -> " + " + name).orElse("")
                + json.map(path -> " " + path + equal.map(value -> "=" + value).orElse(""))
                        .orElse("");
    }
}
