package io.belastbar.budget.objective;

import io.belastbar.budget.quantity.Limit;
import io.belastbar.budget.quantity.TimeSpan;

/** What a budget promises of statements. A demand that demands nothing (a scan that is allowed) is no objective. */
public sealed interface DatabaseObjective extends Objective {

    /** Execution time of a statement. */
    record QueryTime(Limit<TimeSpan> limit) implements DatabaseObjective {
        @Override
        public String metric() {
            return "target_query_time";
        }

        @Override
        public String limitText() {
            return limit.text();
        }
    }

    /** Time of a transaction. */
    record TransactionTime(Limit<TimeSpan> limit) implements DatabaseObjective {
        @Override
        public String metric() {
            return "target_transaction_time";
        }

        @Override
        public String limitText() {
            return limit.text();
        }
    }

    /** {@code target_index_scan: true}: every statement must use an index. */
    record IndexScanRequired() implements DatabaseObjective {
        @Override
        public String metric() {
            return "target_index_scan";
        }

        @Override
        public String limitText() {
            return "index scan";
        }
    }

    /** {@code target_seq_scan_allowed: false}: no statement may read a table from end to end. */
    record SeqScanForbidden() implements DatabaseObjective {
        @Override
        public String metric() {
            return "target_seq_scan_allowed";
        }

        @Override
        public String limitText() {
            return "no sequential scan";
        }
    }
}
