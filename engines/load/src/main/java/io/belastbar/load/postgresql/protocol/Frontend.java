package io.belastbar.load.postgresql.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a client says (PostgreSQL documentation, 54.7: message formats). */
public final class Frontend {

    public static final int SSL_REQUEST = 80_877_103;
    public static final int CANCEL_REQUEST = 80_877_102;
    private static final int PROTOCOL_3_0 = 196_608;
    private static final byte[] EXECUTE = {'E', 0, 0, 0, 9, 0, 0, 0, 0, 0};
    private static final byte[] DESCRIBE_PORTAL = {'D', 0, 0, 0, 6, 'P', 0};
    private static final byte[] SYNC = {'S', 0, 0, 0, 4};
    private static final byte[] TERMINATE = {'X', 0, 0, 0, 4};

    private Frontend() {}

    public static void startup(ByteBuf out, Map<String, String> parameters) {
        int start = out.writerIndex();
        out.writeInt(0).writeInt(PROTOCOL_3_0);
        parameters.forEach((name, value) -> {
            text(out, name);
            text(out, value);
        });
        out.writeByte(0);
        out.setInt(start, out.writerIndex() - start);
    }

    public static void parse(ByteBuf out, byte[] name, String sql) {
        int length = begin(out, 'P');
        out.writeBytes(name).writeByte(0);
        text(out, sql);
        out.writeShort(0);
        end(out, length);
    }

    /** Parameters as text, null for NULL; results as text. */
    public static void bind(ByteBuf out, byte[] name, byte[][] parameters) {
        int length = begin(out, 'B');
        out.writeByte(0).writeBytes(name).writeByte(0).writeShort(0).writeShort(parameters.length);
        for (byte[] parameter : parameters) {
            if (parameter == null) {
                out.writeInt(-1);
            } else {
                out.writeInt(parameter.length).writeBytes(parameter);
            }
        }
        out.writeShort(0);
        end(out, length);
    }

    public static void closeStatement(ByteBuf out, byte[] name) {
        int length = begin(out, 'C');
        out.writeByte('S').writeBytes(name).writeByte(0);
        end(out, length);
    }

    public static void describePortal(ByteBuf out) {
        out.writeBytes(DESCRIBE_PORTAL);
    }

    public static void execute(ByteBuf out) {
        out.writeBytes(EXECUTE);
    }

    public static void sync(ByteBuf out) {
        out.writeBytes(SYNC);
    }

    public static void query(ByteBuf out, String sql) {
        int length = begin(out, 'Q');
        text(out, sql);
        end(out, length);
    }

    public static void terminate(ByteBuf out) {
        out.writeBytes(TERMINATE);
    }

    /** An answer to a request for authentication. */
    public static void password(ByteBuf out, byte[] answer) {
        int length = begin(out, 'p');
        out.writeBytes(answer);
        end(out, length);
    }

    public static void saslInitial(ByteBuf out, String mechanism, byte[] first) {
        int length = begin(out, 'p');
        text(out, mechanism);
        out.writeInt(first.length).writeBytes(first);
        end(out, length);
    }

    private static int begin(ByteBuf out, char type) {
        out.writeByte(type);
        int length = out.writerIndex();
        out.writeInt(0);
        return length;
    }

    private static void end(ByteBuf out, int length) {
        out.setInt(length, out.writerIndex() - length);
    }

    private static void text(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.UTF_8);
        out.writeByte(0);
    }
}
