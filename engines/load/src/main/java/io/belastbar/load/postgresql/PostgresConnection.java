package io.belastbar.load.postgresql;

import io.belastbar.load.engine.Exchange;
import io.belastbar.load.postgresql.protocol.Backend;
import io.belastbar.load.postgresql.protocol.Frontend;
import io.belastbar.load.postgresql.protocol.Login;
import io.belastbar.load.postgresql.protocol.ServerFault;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.transport.EventLoops;
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
import java.util.List;
import java.util.concurrent.Executor;

/** One connection: logs in, then carries one script at a time, until it is lost or closed. */
final class PostgresConnection extends ChannelInboundHandlerAdapter implements Backend.Listener {

    private static final int RECEIVE_BYTES = 16 * 1024;

    private final PostgresDriver driver;
    private final PostgresSettings settings;
    private final Encryption encryption;
    private final Backend backend = new Backend(this);
    private Opening opening;
    private ChannelHandlerContext context;
    private ScriptConversation scripts;
    private int cancelProcess;
    private int cancelSecret;
    private boolean encrypted;
    private boolean dead;

    /**
     * @param encryption null if none is wanted
     * @param blocking runs what takes long
     */
    PostgresConnection(
            PostgresDriver driver,
            PostgresTarget target,
            PostgresSettings settings,
            Encryption encryption,
            Executor blocking) {
        this.driver = driver;
        this.settings = settings;
        this.encryption = encryption;
        this.opening = new Opening(this, target, settings, encryption, blocking);
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
        scripts = new ScriptConversation(active, settings.options().pipelining(), this::finished);
        opening.connected(active);
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (opening != null && opening.answersSsl()) {
            opening.ssl(bytes);
            bytes.release();
            return;
        }
        scripts.received(bytes.readableBytes());
        try {
            backend.read(bytes);
        } catch (Backend.NotPostgres strange) {
            lost(ErrorClass.PROTOCOL_ERROR, strange.getMessage());
        } catch (Login.LoginRefused refused) {
            lost(ErrorClass.CONNECTION_FAILED, refused.getMessage());
        }
    }

    void begin(SqlCall next) {
        scripts.begin(next);
    }

    /** Its time may be over before anybody has looked: an answer behind its deadline is none, whichever event came first. */
    private void finished(SqlCall done) {
        driver.free(this);
        boolean late = done.deadlineNanos - System.nanoTime() <= 0;
        done.end(late ? new Exchange.Failed(ErrorClass.TIMEOUT, overdue()) : done.answer());
    }

    private String overdue() {
        return "no answer within " + settings.timeout().toMillis() + " ms";
    }

    @Override
    public boolean wantsRow() {
        return scripts.wantsRow();
    }

    @Override
    public void result(List<String> columns) {
        scripts.result(columns);
    }

    @Override
    public void row(String[] values) {
        scripts.row(values);
    }

    @Override
    public void rowTooLarge(int bytes) {
        scripts.rowTooLarge(bytes);
    }

    @Override
    public void completed(ByteBuf in, int end) {
        scripts.completed(in, end);
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
            lost(new Exchange.Failed(ErrorClass.CONNECTION_FAILED, fault.sqlState(), fault.text()));
        } else if (scripts.call() == null && fault.errorClass() == ErrorClass.CONNECTION_CLOSED) {
            lost(new Exchange.Failed(ErrorClass.CONNECTION_CLOSED, fault.sqlState(), fault.text()));
        } else {
            scripts.fault(fault);
        }
    }

    @Override
    public void ready(char status) {
        if (opening == null) {
            scripts.ready(status);
            return;
        }
        if (!opening.mayEnd()) {
            throw new Backend.NotPostgres("the server is ready before the login has ended");
        }
        opening.over();
        encrypted = opening.encrypted();
        opening = null;
        driver.connected(this);
    }

    /** Gives the script up if its time is over; the server is asked to cancel it. */
    void expire(long nowNanos) {
        SqlCall call = scripts.call();
        if (call == null || call.deadlineNanos - nowNanos > 0) {
            return;
        }
        if (cancelProcess != 0) {
            Channel channel = context.channel();
            CancelRequest.send(
                    channel.eventLoop(),
                    channel.remoteAddress(),
                    encrypted ? encryption : null,
                    cancelProcess,
                    cancelSecret);
        }
        lost(ErrorClass.TIMEOUT, overdue());
    }

    @Override
    public void channelInactive(ChannelHandlerContext active) {
        lost(
                opening == null ? ErrorClass.CONNECTION_CLOSED : ErrorClass.CONNECTION_FAILED,
                opening == null
                        ? "the server closed the connection"
                        : "the server closed the connection before the login had ended");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable failure) {
        lost(
                opening == null ? ErrorClass.CONNECTION_CLOSED : Opening.classOf(failure),
                String.valueOf(failure.getMessage()));
    }

    void lost(ErrorClass cause, String detail) {
        lost(new Exchange.Failed(cause, detail));
    }

    private void lost(Exchange.Failed end) {
        if (dead || scripts == null) {
            // Who dials hears of a connection that never came about.
            return;
        }
        dead = true;
        boolean wasOpening = opening != null;
        if (wasOpening) {
            opening.over();
        }
        opening = null;
        SqlCall broken = scripts.call();
        release();
        context.channel().close();
        if (wasOpening) {
            driver.refused(end);
            return;
        }
        driver.lost(this);
        if (broken != null) {
            boolean named = broken.fault != null && end.cause() == ErrorClass.CONNECTION_CLOSED;
            broken.end(named ? broken.answer() : end);
        }
    }

    private void release() {
        backend.release();
        scripts.release();
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
