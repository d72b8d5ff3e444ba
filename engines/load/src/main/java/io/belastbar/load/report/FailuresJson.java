package io.belastbar.load.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belastbar.load.failure.FailureLine;
import io.belastbar.load.result.RunResult;

/** Why requests failed, as JSON: most frequent first. */
final class FailuresJson {

    private FailuresJson() {}

    static ArrayNode of(RunResult result) {
        ArrayNode failures = JsonNodeFactory.instance.arrayNode();
        for (FailureLine line : FailureLine.of(result)) {
            failures.addObject()
                    .put("step", line.step())
                    .put("errorClass", line.error().name())
                    .put("code", line.code())
                    .put("message", line.message())
                    .put("count", line.count())
                    .put("share", line.share())
                    .putObject("advice")
                    .put("en", line.advice().english())
                    .put("de", line.advice().german());
        }
        return failures;
    }
}
