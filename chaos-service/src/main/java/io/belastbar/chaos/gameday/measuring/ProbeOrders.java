package io.belastbar.chaos.gameday.measuring;

import io.belastbar.chaos.measure.ProbeOrder;
import io.belastbar.chaos.measure.probe.ProbeSchedule;
import io.belastbar.chaos.runbook.Measure;
import io.belastbar.chaos.runbook.Purpose;
import io.belastbar.resilience.measure.report.Targets;

/** What a runbook orders of a probe. */
final class ProbeOrders {
    private ProbeOrders() {}

    static ProbeOrder of(Measure measure, Purpose purpose) {
        return new ProbeOrder(
                measure.target(),
                measure.credentials().orElse(null),
                new ProbeSchedule(measure.interval(), measure.patience()),
                measure.stability(),
                new Targets(purpose.rto(), purpose.rpo()));
    }
}
