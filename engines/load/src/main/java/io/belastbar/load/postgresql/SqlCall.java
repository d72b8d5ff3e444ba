package io.belastbar.load.postgresql;

import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.engine.Exchange;
import java.util.Map;

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

    long rows;
    long bytesSent;
    long bytesReceived;
    /** The columns of each result's first row; a later result's win. */
    Map<String, String> firstRow;

    boolean rowWanted;
    ServerFault fault;
    private boolean ended;

    SqlCall(PreparedScript script, byte[][][] parameters, Reply reply, long deadlineNanos) {
        this.script = script;
        this.parameters = parameters;
        this.reply = reply;
        this.deadlineNanos = deadlineNanos;
    }

    void sent() {
        reply.sent(System.nanoTime());
    }

    /** Whatever comes later is not told. */
    void end(Exchange exchange) {
        if (!ended) {
            ended = true;
            reply.ended(exchange, bytesSent, bytesReceived);
        }
    }

    Exchange answer() {
        return fault == null ? new Exchange.SqlAnswer(rows, firstRow) : fault.exchange();
    }
}
