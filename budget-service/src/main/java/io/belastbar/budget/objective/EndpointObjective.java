package io.belastbar.budget.objective;

import io.belastbar.budget.quantity.Limit;
import io.belastbar.budget.quantity.Rate;
import io.belastbar.budget.quantity.Ratio;
import io.belastbar.budget.quantity.TimeSpan;

/** What a budget promises of an endpoint. */
public sealed interface EndpointObjective extends Objective {

    /** A percentile of the response time, counted from the intended start of the request. */
    record ResponseTime(Percentile percentile, Limit<TimeSpan> limit) implements EndpointObjective {
        @Override
        public String metric() {
            return "target_response_time_" + percentile.key();
        }

        @Override
        public String limitText() {
            return limit.text();
        }
    }

    /** Successful requests a second. */
    record Throughput(Limit<Rate> limit) implements EndpointObjective {
        @Override
        public String metric() {
            return "target_throughput";
        }

        @Override
        public String limitText() {
            return limit.text();
        }
    }

    /** Share of requests that failed. */
    record ErrorRate(Limit<Ratio> limit) implements EndpointObjective {
        @Override
        public String metric() {
            return "target_error_rate";
        }

        @Override
        public String limitText() {
            return limit.text();
        }
    }
}
