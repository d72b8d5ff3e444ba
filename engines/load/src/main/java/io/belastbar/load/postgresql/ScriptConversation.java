package io.belastbar.load.postgresql;

import io.belastbar.load.postgresql.protocol.CommandTag;
import io.belastbar.load.postgresql.protocol.Frontend;
import io.belastbar.load.postgresql.protocol.ServerFault;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import java.util.function.Consumer;

/** What a connection that is logged in says and hears: one script at a time, and a rollback where it leaves work behind. */
final class ScriptConversation {

    private sealed interface State {}

    /** Takes the next script. */
    private record Idle() implements State {}

    /** The script's statements are with the server. */
    private record Answering(SqlCall call) implements State {}

    /** The script's transaction is being undone; then it {@code startsAgain}, or is over. */
    private record RollingBack(SqlCall call, boolean startsAgain) implements State {}

    private static final Idle IDLE = new Idle();

    private final ChannelHandlerContext context;
    private final ScriptWriter writer;
    private final boolean pipelining;
    private final Consumer<SqlCall> finished;
    private State state = IDLE;

    /** {@code finished} hears of each script that the server has answered, when the next may come. */
    ScriptConversation(ChannelHandlerContext context, boolean pipelining, Consumer<SqlCall> finished) {
        this.context = context;
        this.writer = new ScriptWriter(context.alloc());
        this.pipelining = pipelining;
        this.finished = finished;
    }

    void begin(SqlCall call) {
        call.sent();
        send(call);
    }

    private void send(SqlCall call) {
        state = new Answering(call);
        writer.begin();
        write(call, pipelining ? call.script.parts().size() - call.next : 1);
    }

    /** Sends so many more statements of the script in one write. */
    private void write(SqlCall call, int count) {
        ByteBuf out = writer.write(call, count);
        call.bytesSent += out.readableBytes();
        context.writeAndFlush(out, context.voidPromise());
    }

    /** The script that is under way; null if there is none. */
    SqlCall call() {
        return switch (state) {
            case Idle idle -> null;
            case Answering(SqlCall call) -> call;
            case RollingBack(SqlCall call, boolean startsAgain) -> call;
        };
    }

    private FirstRows rows() {
        return state instanceof Answering(SqlCall call) && call.fault == null ? call.firstRows : null;
    }

    void received(int bytes) {
        SqlCall call = call();
        if (call != null) {
            call.bytesReceived += bytes;
        }
    }

    boolean wantsRow() {
        FirstRows rows = rows();
        return rows != null && rows.wanted();
    }

    void result(List<String> columns) {
        FirstRows rows = rows();
        if (rows != null) {
            rows.result(columns);
        }
    }

    void row(String[] values) {
        rows().row(values);
    }

    void rowTooLarge(int bytes) {
        rows().tooLarge(bytes);
    }

    void completed(ByteBuf in, int end) {
        if (CommandTag.forgetsPrepared(in, end)) {
            writer.forgetAll();
        }
        if (state instanceof Answering(SqlCall call)) {
            call.completed(CommandTag.rows(in, end), CommandTag.commits(in, end));
        }
    }

    void fault(ServerFault fault) {
        if (state instanceof Answering(SqlCall call) && call.fault == null) {
            call.fault = fault;
        }
    }

    void ready(char status) {
        switch (state) {
            case Idle idle -> {}
            case Answering(SqlCall call) -> {
                if (--call.awaited == 0) {
                    answered(call, status);
                }
            }
            case RollingBack(SqlCall call, boolean startsAgain) -> over(call, startsAgain);
        }
    }

    private void answered(SqlCall call, char status) {
        if (call.fault == null && !call.allSent()) {
            write(call, 1);
            return;
        }
        boolean startsAgain = false;
        if (call.fault != null) {
            forget(call.fault);
            startsAgain = call.startsAgain(status);
        }
        if (status == 'I') {
            over(call, startsAgain);
        } else {
            rollBack(call, startsAgain);
        }
    }

    private void forget(ServerFault fault) {
        if (fault.outdatesPrepared()) {
            writer.forgetAll();
        } else {
            writer.forgetScript();
        }
    }

    /** A script never leaves a transaction behind for the next one. */
    private void rollBack(SqlCall call, boolean startsAgain) {
        state = new RollingBack(call, startsAgain);
        ByteBuf out = context.alloc().directBuffer(32);
        Frontend.query(out, "ROLLBACK");
        context.writeAndFlush(out, context.voidPromise());
    }

    private void over(SqlCall call, boolean startsAgain) {
        if (startsAgain) {
            send(call);
        } else {
            state = IDLE;
            finished.accept(call);
        }
    }

    /** The connection is gone. */
    void release() {
        state = IDLE;
        writer.release();
    }
}
