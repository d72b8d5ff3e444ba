package io.belastbar.load.postgresql.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * What the server says of a statement that is done, such as {@code INSERT 0 1} or {@code SELECT 20} (PostgreSQL
 * documentation, 54.7: CommandComplete). Read where it lies: there is one for every statement of a load.
 */
public final class CommandTag {

    private static final byte[] DISCARD = "DISCARD ALL\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DEALLOCATE = "DEALLOCATE ALL\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMIT = "COMMIT\0".getBytes(StandardCharsets.US_ASCII);

    private CommandTag() {}

    /** How many rows it returned or changed; 0 for a statement that does neither. */
    public static long rows(ByteBuf in, int end) {
        long rows = 0;
        long place = 1;
        for (int at = end - 2; at >= in.readerIndex(); at--, place *= 10) {
            int digit = in.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            rows += digit * place;
        }
        return rows;
    }

    /** Whether it took all prepared statements away. */
    public static boolean forgetsPrepared(ByteBuf in, int end) {
        return is(in, end, DISCARD) || is(in, end, DEALLOCATE);
    }

    /** Whether it made a transaction last. */
    public static boolean commits(ByteBuf in, int end) {
        return is(in, end, COMMIT);
    }

    private static boolean is(ByteBuf in, int end, byte[] tag) {
        if (end - in.readerIndex() != tag.length) {
            return false;
        }
        for (int index = 0; index < tag.length; index++) {
            if (in.getByte(in.readerIndex() + index) != tag[index]) {
                return false;
            }
        }
        return true;
    }
}
