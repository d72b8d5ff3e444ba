package io.belastbar.chaos.gameday.run;

import io.belastbar.chaos.gameday.machine.Part;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a step stands in its runbook. */
record Steps(Part part, int index) {

    static Optional<Steps> find(Runbook runbook, String name) {
        Map<Part, List<Step>> lists = Map.of(
                Part.PREPARATION,
                runbook.preparation(),
                Part.EXERCISE,
                runbook.steps(),
                Part.ROLLBACK,
                runbook.rollback());
        return lists.entrySet().stream()
                .flatMap(list -> java.util.stream.IntStream.range(
                                0, list.getValue().size())
                        .filter(i -> list.getValue().get(i).name().equals(name))
                        .mapToObj(i -> new Steps(list.getKey(), i)))
                .findFirst();
    }
}
