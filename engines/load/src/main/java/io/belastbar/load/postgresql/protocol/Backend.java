package io.belastbar.load.postgresql.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a server says (PostgreSQL documentation, 54.7). Rows that nobody wants are counted and passed over without
 * being put together, however large they are.
 */
public final class Backend {

    /** What the messages mean to a connection. */
    public interface Listener {
        boolean wantsRow();

        /** A result with these columns begins; it may have no row. */
        void result(List<String> columns);

        /** The next row of the result; null where it is NULL. */
        void row(String[] values);

        /** The next row, which was wanted, but is larger than what is kept. */
        void rowTooLarge(int bytes);

        /** A statement is done; its tag goes on to {@code end}. It is empty for one that says nothing. */
        void completed(ByteBuf in, int end);

        void authentication(ByteBuf in, int end);

        void keyData(int process, int secret);

        void fault(ServerFault fault);

        /** The server waits for the next; {@code status} I, T or E: outside, within, within a failed transaction. */
        void ready(char status);
    }

    /** Whoever answers does not speak the protocol. */
    public static final class NotPostgres extends RuntimeException {
        public NotPostgres(String message) {
            super(message);
        }
    }

    private static final int HEADER = 5;
    /** Larger messages are passed over if they are rows or news, and refused otherwise. */
    private static final int KEPT_MAX = 1 << 20;

    /** Rows, notices, notifications and parameters: a session goes on without knowing them. */
    private static final String PASSED_OVER = "DNAS";

    private final Listener listener;
    private ByteBuf partial;
    private long skip;
    private boolean released;

    public Backend(Listener listener) {
        this.listener = listener;
    }

    /** Takes these bytes. */
    public void read(ByteBuf bytes) {
        ByteBuf in = bytes;
        if (partial != null) {
            partial.writeBytes(bytes);
            bytes.release();
            in = partial;
            partial = null;
        }
        try {
            while (!released && step(in)) {}
            if (!released && in.isReadable()) {
                partial =
                        in.alloc().buffer(Math.max(256, in.readableBytes() * 2)).writeBytes(in);
            }
        } finally {
            in.release();
        }
    }

    /** False when more bytes are needed. */
    private boolean step(ByteBuf in) {
        if (skip > 0) {
            int now = (int) Math.min(skip, in.readableBytes());
            in.skipBytes(now);
            skip -= now;
            return skip == 0 && in.isReadable();
        }
        if (in.readableBytes() < HEADER) {
            return false;
        }
        int start = in.readerIndex();
        char type = (char) in.getByte(start);
        int length = in.getInt(start + 1);
        if (length < 4 || type < 'A' && (type < '1' || type > '3')) {
            throw new NotPostgres("the answer is not PostgreSQL's: message '" + type + "' of " + length + " bytes");
        }
        boolean wanted = type != 'D' || listener.wantsRow();
        if (!wanted || length > KEPT_MAX && PASSED_OVER.indexOf(type) >= 0) {
            if (wanted && type == 'D') {
                listener.rowTooLarge(length);
            }
            in.skipBytes(HEADER);
            skip = length - 4L;
            return true;
        }
        if (length > KEPT_MAX) {
            throw new NotPostgres("the server sent a message '" + type + "' of " + length + " bytes");
        }
        if (in.readableBytes() < length + 1) {
            return false;
        }
        int end = start + 1 + length;
        in.readerIndex(start + HEADER);
        try {
            message(type, in, end);
        } catch (IndexOutOfBoundsException | IllegalArgumentException cutShort) {
            throw new NotPostgres("the server sent a message '" + type + "' of " + length
                    + " bytes that is shorter than its content: " + cutShort.getMessage());
        }
        if (!released) {
            in.readerIndex(end);
        }
        return true;
    }

    private void message(char type, ByteBuf in, int end) {
        switch (type) {
            case 'Z' -> listener.ready((char) in.readByte());
            case 'D' -> listener.row(row(in));
            case 'T' -> listener.result(columns(in));
            case 'C', 'I' -> listener.completed(in, end);
            case 'E' -> listener.fault(ServerFault.read(in, end));
            case 'R' -> listener.authentication(in, end);
            case 'K' -> listener.keyData(in.readInt(), in.readInt());
            default -> {
                // Notices, parameter changes and notifications say nothing that a load test needs.
            }
        }
    }

    private static List<String> columns(ByteBuf in) {
        int count = in.readUnsignedShort();
        List<String> columns = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            columns.add(text(in));
            in.skipBytes(18);
        }
        return columns;
    }

    private static String[] row(ByteBuf in) {
        String[] values = new String[in.readUnsignedShort()];
        for (int index = 0; index < values.length; index++) {
            int length = in.readInt();
            if (length >= 0) {
                values[index] =
                        in.readCharSequence(length, StandardCharsets.UTF_8).toString();
            }
        }
        return values;
    }

    /** Up to the zero that ends it. */
    private static String text(ByteBuf in) {
        String text = in.readCharSequence(in.bytesBefore((byte) 0), StandardCharsets.UTF_8)
                .toString();
        in.skipBytes(1);
        return text;
    }

    /** Takes no more. */
    public void release() {
        released = true;
        if (partial != null) {
            partial.release();
            partial = null;
        }
    }
}
