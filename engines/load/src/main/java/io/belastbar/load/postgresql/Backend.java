package io.belastbar.load.postgresql;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what a server says (PostgreSQL documentation, 54.7). Rows that nobody wants are counted and passed over without
 * being put together, however large they are.
 */
final class Backend {

    /** What the messages mean to a connection. */
    interface Listener {
        boolean wantsRow();

        /** A result with rows begins. */
        void result();

        void row(Map<String, String> columns);

        void rowSkipped();

        void authentication(ByteBuf in, int end);

        void keyData(int process, int secret);

        void fault(ServerFault fault);

        /** The server waits for the next; {@code status} I, T or E: outside, within, within a failed transaction. */
        void ready(char status);
    }

    /** Whoever answers does not speak the protocol. */
    static final class NotPostgres extends RuntimeException {
        NotPostgres(String message) {
            super(message);
        }
    }

    private static final int HEADER = 5;
    /** Larger messages are passed over if they are rows, and refused otherwise. */
    private static final int KEPT_MAX = 1 << 20;

    private final Listener listener;
    private ByteBuf partial;
    private long skip;
    private String[] columns = {};
    private boolean released;

    Backend(Listener listener) {
        this.listener = listener;
    }

    /** Takes these bytes. */
    void read(ByteBuf bytes) {
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
        if (type == 'D' && (!listener.wantsRow() || length > KEPT_MAX)) {
            listener.rowSkipped();
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
        message(type, in, end);
        if (!released) {
            in.readerIndex(end);
        }
        return true;
    }

    private void message(char type, ByteBuf in, int end) {
        switch (type) {
            case 'Z' -> listener.ready((char) in.readByte());
            case 'D' -> listener.row(row(in));
            case 'T' -> describe(in);
            case 'E' -> listener.fault(ServerFault.read(in, end));
            case 'R' -> listener.authentication(in, end);
            case 'K' -> listener.keyData(in.readInt(), in.readInt());
            default -> {
                // Completions, notices, parameter changes and notifications say nothing that a load test needs.
            }
        }
    }

    private void describe(ByteBuf in) {
        columns = new String[in.readUnsignedShort()];
        for (int index = 0; index < columns.length; index++) {
            columns[index] = in.readCharSequence(in.bytesBefore((byte) 0), StandardCharsets.UTF_8)
                    .toString();
            in.skipBytes(1 + 18);
        }
        listener.result();
    }

    /** NULLs are left out. */
    private Map<String, String> row(ByteBuf in) {
        Map<String, String> row = new LinkedHashMap<>();
        int count = in.readUnsignedShort();
        for (int index = 0; index < count; index++) {
            int length = in.readInt();
            if (length >= 0) {
                String value =
                        in.readCharSequence(length, StandardCharsets.UTF_8).toString();
                row.put(index < columns.length ? columns[index] : Integer.toString(index), value);
            }
        }
        return row;
    }

    void release() {
        released = true;
        if (partial != null) {
            partial.release();
            partial = null;
        }
    }
}
