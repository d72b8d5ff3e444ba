package io.belastbar.budget.errorbudget.burn;

import io.belastbar.budget.errorbudget.ErrorShare;
import io.belastbar.budget.objective.Subject;

/** Which promised figure an alert is about. */
record BurnKey(String system, Subject subject, String metric) {

    static BurnKey of(String system, ErrorShare share) {
        return new BurnKey(
                system, share.objective().subject(), share.objective().metric());
    }
}
