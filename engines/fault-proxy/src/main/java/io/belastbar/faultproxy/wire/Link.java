package io.belastbar.faultproxy.wire;

import io.belastbar.faultproxy.chain.Chain;
import io.belastbar.faultproxy.chain.Item;
import io.belastbar.faultproxy.chain.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/** One direction of a connection: reads from one socket, passes the chain, writes to the other. */
final class Link {
    private static final long HELD_BYTES_MAX = 1 << 20;
    /** What is let go while the receiver is slow waits in the chain, where toxics can still act on it. */
    private static final long OUTBOX_BYTES = 64 * 1024;

    private final Connection connection;
    private final Loop loop;
    private final Memory memory;
    private final Chain chain = new Chain((item, now) -> send(item));
    private final ArrayDeque<Item> outbox = new ArrayDeque<>();
    private Socket source;
    private Socket target;
    private long outboxBytes;
    private long counted;
    private boolean sourceEnded;
    private boolean targetBroken;
    private boolean done;
    private Timer timer;

    Link(Connection connection, Loop loop, Memory memory) {
        this.connection = connection;
        this.loop = loop;
        this.memory = memory;
    }

    void between(Socket from, Socket to) {
        source = from;
        target = to;
    }

    /** Nothing will be written any more. */
    boolean isDone() {
        return done;
    }

    void become(List<Segment> segments) {
        chain.become(segments, loop.now());
        settle();
    }

    /** The source has bytes, or has ended. */
    void read() {
        if (done) {
            rest();
            return;
        }
        ByteBuffer buffer = loop.buffer();
        int length;
        try {
            length = source.channel().read(buffer);
        } catch (IOException e) {
            sourceFailed();
            return;
        }
        if (length < 0) {
            sourceEnded = true;
            chain.take(new Item.End(Item.How.FIN, loop.now()), loop.now());
        } else if (length > 0) {
            buffer.flip();
            forward(buffer);
        }
        settle();
    }

    /** The sender is gone with a reset: so is what it would have got, and the other side is told in turn. */
    void sourceFailed() {
        if (!sourceEnded) {
            sourceEnded = true;
            long now = loop.now();
            chain.take(new Item.End(Item.How.RESET, now), now);
            settle();
        }
    }

    /** Without toxics and with a receiver that keeps up, bytes go from socket to socket without a copy in between. */
    private void forward(ByteBuffer buffer) {
        if (chain.isOpen() && outbox.isEmpty() && target.isConnected()) {
            write(buffer);
            if (!buffer.hasRemaining() || targetBroken) {
                return;
            }
        }
        ByteBuffer copy = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        long now = loop.now();
        chain.take(new Item.Bytes(copy, now), now);
    }

    private void send(Item item) {
        if (!targetBroken) {
            outbox.add(item);
            outboxBytes += item.held();
        }
    }

    /** The target takes bytes again, or is connected. */
    void settle() {
        if (done) {
            rest();
            return;
        }
        flush();
        long now = loop.now();
        while (outboxBytes < OUTBOX_BYTES && !done && chain.wakeAt() <= now) {
            chain.advance(now);
            flush();
        }
        count();
        if (done) {
            rest();
        } else {
            plan(now);
            target.wantWrite(!outbox.isEmpty());
            readOn();
        }
    }

    /** Nothing more is to be told of either socket, else a closed one would be told of for ever. */
    private void rest() {
        source.wantRead(false);
        target.wantWrite(false);
    }

    private void flush() {
        if (!target.isConnected()) {
            endUnconnected();
            return;
        }
        while (!outbox.isEmpty() && !done) {
            switch (outbox.peek()) {
                case Item.Bytes bytes -> {
                    int before = bytes.data().remaining();
                    write(bytes.data());
                    outboxBytes -= before - bytes.data().remaining();
                    if (bytes.data().hasRemaining()) {
                        return;
                    }
                    drop();
                }
                case Item.End end -> {
                    drop();
                    end(end.how());
                }
            }
        }
    }

    /** A connection whose upstream is not there yet can be closed all the same. */
    private void endUnconnected() {
        for (Item item : outbox) {
            if (item instanceof Item.End end && end.how() != Item.How.FIN) {
                end(end.how());
                return;
            }
        }
    }

    private void drop() {
        Item gone = outbox.poll();
        if (gone != null) {
            outboxBytes -= gone.held();
        }
    }

    private void write(ByteBuffer data) {
        try {
            target.channel().write(data);
        } catch (IOException e) {
            targetBroken = true;
            outbox.clear();
            outboxBytes = 0;
            done = true;
            count();
            connection.targetBroken(this);
        }
    }

    private void end(Item.How how) {
        done = true;
        switch (how) {
            case FIN -> {
                target.endOutput();
                connection.ended();
            }
            case CLOSE -> connection.close();
            case RESET -> connection.reset();
        }
    }

    private void plan(long now) {
        long wakeAt = outboxBytes < OUTBOX_BYTES ? chain.wakeAt() : Long.MAX_VALUE;
        if (timer != null) {
            if (timer.at() <= wakeAt && timer.at() > now) {
                return;
            }
            loop.cancel(timer);
        }
        timer = wakeAt == Long.MAX_VALUE
                ? null
                : loop.at(wakeAt, () -> {
                    timer = null;
                    settle();
                });
    }

    private void count() {
        long held = done ? 0 : outboxBytes + chain.held();
        long difference = held - counted;
        counted = held;
        if (difference != 0) {
            memory.changed(difference);
        }
    }

    /** Reads only what there is room for; the sender waits, as with a slow receiver. */
    void readOn() {
        boolean reads = !done
                && !sourceEnded
                && !targetBroken
                && connection.isConnected()
                && counted < HELD_BYTES_MAX
                && (counted == 0 || memory.hasRoomFor(this));
        source.wantRead(reads);
    }

    /** Forgets all that is held. */
    void stop() {
        done = true;
        outbox.clear();
        outboxBytes = 0;
        count();
        memory.forget(this);
        loop.cancel(timer);
    }
}
