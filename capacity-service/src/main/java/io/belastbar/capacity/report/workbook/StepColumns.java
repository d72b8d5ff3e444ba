package io.belastbar.capacity.report.workbook;

import io.belastbar.capacity.cost.price.Money;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.price.PriceStep;
import io.belastbar.capacity.cost.price.PriceStep.Kind;
import io.belastbar.capacity.cost.purchase.Purchase;
import io.belastbar.capacity.cost.whatif.WhatIf;
import io.belastbar.capacity.cost.whatif.WhatIf.Month;
import java.math.BigDecimal;
import java.util.List;

/** The steps that are bought in some month, one column each; those that never are have none. */
record StepColumns(String currency, BigDecimal base, List<PriceStep> steps) {

    StepColumns(WhatIf answer, PriceList prices) {
        this(
                prices.currency(),
                prices.baseMonthly() == null ? Money.ZERO : prices.baseMonthly(),
                prices.steps().stream()
                        .filter(step -> answer.months().stream().anyMatch(month -> count(month, step) > 0))
                        .toList());
    }

    static int count(Month month, PriceStep step) {
        return purchase(month).count(step.name());
    }

    /** What runs now is paid until a machine replaces it. */
    int countOfBase(Month month) {
        return steps.stream().anyMatch(step -> step.kind() == Kind.MACHINE && count(month, step) > 0) ? 0 : 1;
    }

    private static Purchase purchase(Month month) {
        return month.purchase().orElseThrow();
    }
}
