package io.belastbar.load.postgresql;

import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.transport.EventLoops;
import io.belastbar.load.transport.ReceiveBuffers;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoop;
import io.netty.channel.epoll.EpollMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** One connection: logs in, then carries one script at a time. */
final class PostgresConnection extends ChannelInboundHandlerAdapter implements Backend.Listener {

    private static final int RECEIVE_BYTES = 16 * 1024;

    private final PostgresDriver driver;
    private final PostgresTarget target;
    private final PostgresSettings settings;
    private final Backend backend = new Backend(this);
    private Opening opening;
    private ChannelHandlerContext context;
    private ScriptWriter writer;
    private SqlCall call;
    private int cancelProcess;
    private int cancelSecret;
    private boolean rollingBack;
    private boolean dead;

    private PostgresConnection(PostgresDriver driver, PostgresTarget target, PostgresSettings settings) {
        this.driver = driver;
        this.target = target;
        this.settings = settings;
        this.opening = new Opening(this, target, settings);
    }

    /** The driver hears of the connection, or of why there is none. */
    static void dial(
            EventLoop loop,
            PostgresDriver driver,
            PostgresTarget target,
            PostgresSettings settings,
            ReceiveBuffers buffers) {
        PostgresConnection connection = new PostgresConnection(driver, target, settings);
        Bootstrap bootstrap = bootstrap(loop, (int) settings.connectTimeout().toMillis());
        if (target.ssl() == PostgresTarget.SslMode.DISABLE) {
            // TLS keeps what it reads; without it nothing is kept, and all sockets can be read into one buffer.
            bootstrap.option(ChannelOption.RCVBUF_ALLOCATOR, buffers);
        }
        bootstrap.handler(connection).connect(target.host(), target.port()).addListener(future -> {
            if (!future.isSuccess()) {
                connection.opening.failed(future.cause());
            }
        });
    }

    static Bootstrap bootstrap(EventLoop loop, int connectTimeoutMillis) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(EventLoops.socketOf(loop))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMillis)
                .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES));
        if (loop instanceof EpollEventLoop) {
            // Edge-triggered reads go on until the socket is empty: one more system call a script.
            bootstrap.option(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED);
        }
        return bootstrap;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        writer = new ScriptWriter(active.alloc());
        opening.connected(active);
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (opening != null && opening.answersSsl()) {
            opening.ssl(bytes);
            return;
        }
        if (call != null) {
            call.bytesReceived += bytes.readableBytes();
        }
        try {
            backend.read(bytes);
        } catch (Backend.NotPostgres strange) {
            lost(ErrorClass.PROTOCOL_ERROR, strange.getMessage());
        } catch (Login.LoginRefused refused) {
            lost(ErrorClass.CONNECTION_FAILED, refused.getMessage());
        }
    }

    /** Logged in: from now on it carries scripts. */
    void opened() {
        opening.over();
        opening = null;
        driver.connected(this);
    }

    void begin(SqlCall next) {
        call = next;
        writer.begin();
        call.sent();
        if (settings.options().pipelining()) {
            write(next.script.parts().size());
        } else {
            write(1);
        }
    }

    /** Sends so many more statements of the script in one write. */
    private void write(int count) {
        ByteBuf out = writer.write(call, count);
        call.bytesSent += out.readableBytes();
        context.writeAndFlush(out, context.voidPromise());
    }

    @Override
    public boolean wantsRow() {
        return call != null && call.rowWanted && call.fault == null;
    }

    @Override
    public void result() {
        if (call != null) {
            call.rowWanted = call.script.extracts();
        }
    }

    @Override
    public void row(Map<String, String> columns) {
        call.rows++;
        call.rowWanted = false;
        if (call.firstRow == null) {
            call.firstRow = new LinkedHashMap<>();
        }
        call.firstRow.putAll(columns);
    }

    @Override
    public void rowSkipped() {
        if (call != null) {
            call.rows++;
        }
    }

    @Override
    public void authentication(ByteBuf in, int end) {
        if (opening == null) {
            throw new Backend.NotPostgres("the server asks for authentication again");
        }
        opening.authentication(in, end);
    }

    @Override
    public void keyData(int process, int secret) {
        cancelProcess = process;
        cancelSecret = secret;
    }

    @Override
    public void fault(ServerFault fault) {
        if (opening != null) {
            lost(ErrorClass.CONNECTION_FAILED, fault.sqlState() + " " + fault.message());
        } else if (call != null && call.fault == null) {
            call.fault = fault;
        } else if (call == null && fault.errorClass() == ErrorClass.CONNECTION_CLOSED) {
            lost(ErrorClass.CONNECTION_CLOSED, fault.message());
        }
    }

    @Override
    public void ready(char status) {
        if (opening != null) {
            opened();
            return;
        }
        if (call == null) {
            return;
        }
        if (!rollingBack && --call.awaited > 0) {
            return;
        }
        rollingBack = false;
        if (call.fault != null) {
            writer.forget();
        }
        if (status != 'I'
                && (call.fault != null || call.next == call.script.parts().size())) {
            rollBack();
        } else if (call.fault == null && call.next < call.script.parts().size()) {
            write(1);
        } else {
            finish();
        }
    }

    /** A script never leaves a transaction behind for the next one. */
    private void rollBack() {
        rollingBack = true;
        ByteBuf out = context.alloc().directBuffer(32);
        Frontend.query(out, "ROLLBACK");
        context.writeAndFlush(out, context.voidPromise());
    }

    private void finish() {
        SqlCall done = call;
        call = null;
        driver.free(this);
        done.end(done.answer());
    }

    /** Gives the script up if its time is over; the server is asked to cancel it. */
    void expire(long nowNanos) {
        if (call == null || call.deadlineNanos - nowNanos > 0) {
            return;
        }
        if (cancelProcess != 0) {
            CancelRequest.send(context.channel().eventLoop(), target, cancelProcess, cancelSecret);
        }
        lost(ErrorClass.TIMEOUT, "no answer within " + settings.timeout().toMillis() + " ms");
    }

    @Override
    public void channelInactive(ChannelHandlerContext active) {
        lost(ErrorClass.CONNECTION_CLOSED, "the server closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable failure) {
        lost(
                opening == null ? ErrorClass.CONNECTION_CLOSED : Opening.classOf(failure),
                String.valueOf(failure.getMessage()));
    }

    void lost(ErrorClass cause, String detail) {
        if (dead) {
            return;
        }
        dead = true;
        boolean wasOpening = opening != null;
        if (wasOpening) {
            opening.over();
        }
        opening = null;
        release();
        Channel channel = context == null ? null : context.channel();
        if (channel != null) {
            channel.close();
        }
        if (wasOpening) {
            driver.refused(cause, detail);
            return;
        }
        SqlCall broken = call;
        call = null;
        driver.lost(this);
        if (broken != null) {
            boolean named = broken.fault != null && cause == ErrorClass.CONNECTION_CLOSED;
            broken.end(named ? broken.fault.exchange() : new Exchange.Failed(cause, detail));
        }
    }

    private void release() {
        backend.release();
        if (writer != null) {
            writer.release();
        }
    }

    /** Says good-bye. */
    void close() {
        if (!dead) {
            dead = true;
            release();
            ByteBuf out = context.alloc().directBuffer(8);
            Frontend.terminate(out);
            context.writeAndFlush(out).addListener(none -> context.close());
        }
    }
}
