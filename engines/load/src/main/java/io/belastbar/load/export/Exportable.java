package io.belastbar.load.export;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Scenario.Flow;
import io.belastbar.load.scenario.SqlStep;
import io.belastbar.load.scenario.Step;
import java.util.ArrayList;
import java.util.List;

/** Whether another tool can make the requests of a scenario at all. */
final class Exportable {

    private Exportable() {}

    /** @throws InvalidInput naming every step that the tool cannot make */
    static Scenario checked(Scenario scenario, String tool) {
        List<ProblemError> errors = new ArrayList<>();
        for (int flow = 0; flow < scenario.flows().size(); flow++) {
            check(scenario.flows().get(flow), "/flows/" + flow, tool, errors);
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(
                    tool + " cannot run this scenario: " + errors.getFirst().rule(), errors);
        }
        return scenario;
    }

    private static void check(Flow flow, String pointer, String tool, List<ProblemError> errors) {
        for (int index = 0; index < flow.steps().size(); index++) {
            Step step = flow.steps().get(index);
            if (step instanceof SqlStep sql) {
                errors.add(new ProblemError(
                        pointer + "/steps/" + index,
                        null,
                        null,
                        "the SQL step '" + sql.name() + "' can be run by Belastbar only",
                        sql.name()));
            }
        }
    }
}
