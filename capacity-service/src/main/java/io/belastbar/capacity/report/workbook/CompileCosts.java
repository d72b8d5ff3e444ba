package io.belastbar.capacity.report.workbook;

import io.belastbar.capacity.cost.situation.GatherSituation;
import io.belastbar.capacity.cost.situation.Situation;
import io.belastbar.capacity.cost.whatif.ComputeWhatIf;
import io.belastbar.capacity.cost.whatif.WhatIfOrder;
import io.belastbar.report.ReportLanguage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.locks.ReentrantLock;

/** The workbook of a system, as it is planned to grow. Waits: for virtual threads. */
@ApplicationScoped
public class CompileCosts {
    private final GatherSituation situations;

    /** One at a time: a workbook takes up to 40 MB while it is written. */
    private final ReentrantLock turn = new ReentrantLock(true);

    CompileCosts(GatherSituation situations) {
        this.situations = situations;
    }

    /** Whether nothing has a price. */
    public boolean isEmpty(String system) {
        return situations.of(system).prices().isEmpty();
    }

    public byte[] workbook(String system, ReportLanguage language) {
        Situation situation = situations.of(system);
        var answer = ComputeWhatIf.of(WhatIfOrder.planned(situation), situation);
        turn.lock();
        try {
            return CostWorkbook.of(answer, situation.today(), language);
        } finally {
            turn.unlock();
        }
    }
}
