package io.belastbar.load.postgresql;

import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.postgresql.protocol.ServerFault;

/** One script on its way; for one lane's thread. */
final class SqlCall {

    static final long NOT_STARVED = Long.MAX_VALUE;

    final PreparedScript script;
    final byte[][][] parameters;
    private final Reply reply;
    final long deadlineNanos;
    /** Since when it waits though no more connections may be opened. */
    long starvedSinceNanos = NOT_STARVED;
    /** The statement that is sent next. */
    int next;
    /** How many ReadyForQuery are still to come. */
    int awaited;

    long bytesSent;
    long bytesReceived;
    ServerFault fault;
    /** Null if the script extracts nothing. */
    final FirstRows firstRows;

    private int completed;
    private long rows;
    private boolean committed;
    /** Whether a statement behind the one that failed was done. */
    private boolean goneOn;

    private boolean repeated;
    private boolean ended;

    SqlCall(PreparedScript script, byte[][][] parameters, Reply reply, long deadlineNanos) {
        this.script = script;
        this.parameters = parameters;
        this.reply = reply;
        this.deadlineNanos = deadlineNanos;
        this.firstRows = script.extracts() ? new FirstRows() : null;
    }

    void sent() {
        reply.sent(System.nanoTime());
    }

    /** A statement is done, with so many rows; {@code commits} if it is a COMMIT. */
    void completed(long count, boolean commits) {
        if (completed == script.lastStatement()) {
            rows = count;
        }
        committed |= commits;
        goneOn |= fault != null;
        completed++;
    }

    boolean allSent() {
        return next == script.parts().size();
    }

    /**
     * After a fault that preparing again would mend: goes back to the first statement that has to be sent again, once a
     * script. Only where nothing would take effect twice: a transaction that was rolled back begins anew; single statements go
     * on at the one that failed, unless later ones have been done already.
     *
     * @param status of the connection when the fault was answered
     */
    boolean startsAgain(char status) {
        boolean rolledBack = script.transaction() && status == 'E' && !committed;
        boolean failedAlone = !script.transaction() && status == 'I' && !goneOn;
        if (repeated || fault == null || !fault.outdatesPrepared() || !rolledBack && !failedAlone) {
            return false;
        }
        repeated = true;
        fault = null;
        next = rolledBack ? 0 : completed;
        completed = next;
        if (firstRows != null && next == 0) {
            firstRows.clear();
        }
        return true;
    }

    /** Whatever comes later is not told. */
    void end(Exchange exchange) {
        if (!ended) {
            ended = true;
            reply.ended(exchange, bytesSent, bytesReceived);
        }
    }

    Exchange answer() {
        if (fault != null) {
            return new Exchange.Failed(fault.errorClass(), fault.sqlState(), fault.text());
        }
        return firstRows == null
                ? new Exchange.SqlAnswer(rows, null, "")
                : new Exchange.SqlAnswer(rows, firstRows.values(), firstRows.lacking(script.columns()));
    }
}
