package io.belastbar.chaos.chaostoolkit.writing;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.chaostoolkit.reading.ExperimentJson;
import io.belastbar.chaos.chaostoolkit.reading.ReadExperiment;
import io.belastbar.chaos.chaostoolkit.reading.ReadExperiment.Role;
import io.belastbar.document.DocumentNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An experiment as JSON.
 *
 * @param activities which of its activities each step and expectation of the runbook is, by its name
 */
public record WrittenExperiment(JsonNode experiment, Map<String, Placed> activities) {

    /** An activity, and when it is done. */
    public record Placed(Role role, JsonNode activity) {}

    public WrittenExperiment {
        activities = Collections.unmodifiableMap(new LinkedHashMap<>(activities));
    }

    /** One that came as an experiment: as it came. */
    public static WrittenExperiment of(DocumentNode document, ReadExperiment read) {
        Map<String, Placed> activities = new LinkedHashMap<>();
        read.activities()
                .forEach((name, activity) ->
                        activities.put(name, new Placed(activity.role(), ExperimentJson.of(activity.node()))));
        return new WrittenExperiment(ExperimentJson.of(document), activities);
    }
}
