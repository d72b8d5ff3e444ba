package io.belastbar.load.postgresql.protocol;

import io.belastbar.load.result.ErrorClass;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * An ErrorResponse of the server (PostgreSQL documentation, 54.8 and appendix A).
 *
 * @param sqlState five characters; empty if the server named none
 * @param detail what the server adds; often empty
 * @param hint what the server advises; often empty
 * @param routine of the server's source that found it; the one text that no locale translates
 */
public record ServerFault(String sqlState, String message, String detail, String hint, String routine) {

    private static final String STATEMENT_UNKNOWN = "26000";
    private static final String NOT_SUPPORTED = "0A000";
    private static final String REVALIDATION = "RevalidateCached";

    static ServerFault read(ByteBuf in, int end) {
        String[] fields = new String[128];
        while (in.readerIndex() < end) {
            byte field = in.readByte();
            int length = in.bytesBefore((byte) 0);
            if (field == 0 || length < 0 || length >= end - in.readerIndex()) {
                break;
            }
            String value = in.readCharSequence(length, StandardCharsets.UTF_8).toString();
            in.skipBytes(1);
            if (field > 0) {
                fields[field] = value;
            }
        }
        return new ServerFault(
                known(fields['C']), known(fields['M']), known(fields['D']), known(fields['H']), known(fields['R']));
    }

    private static String known(String text) {
        return text == null ? "" : text;
    }

    /** A deadlock or a serialization failure, a time-out, a server that stops, or a statement that is refused. */
    public ErrorClass errorClass() {
        if (sqlState.startsWith("40")) {
            return ErrorClass.SQL_CONFLICT;
        }
        if (sqlState.equals("57014") || sqlState.equals("55P03") || sqlState.equals("25P03")) {
            return ErrorClass.TIMEOUT;
        }
        if (sqlState.startsWith("57P") || sqlState.startsWith("08")) {
            return ErrorClass.CONNECTION_CLOSED;
        }
        return ErrorClass.SQL_ERROR;
    }

    /**
     * Whether what was prepared is no longer what the server has: the table has changed its columns, a pooler has changed the
     * server's process, or somebody deallocated it. Preparing again mends it; pgjdbc decides by the same signs.
     */
    public boolean outdatesPrepared() {
        boolean planChanged = sqlState.equals(NOT_SUPPORTED)
                && (routine.startsWith(REVALIDATION) || message.contains("cached plan must not change result type"));
        return planChanged || sqlState.equals(STATEMENT_UNKNOWN);
    }

    /** The message, with what the server adds to it; of refused data (class 22 and 23) that would be the data themselves. */
    public String text() {
        StringBuilder text = new StringBuilder(message);
        boolean data = sqlState.startsWith("22") || sqlState.startsWith("23");
        if (!data && !detail.isEmpty()) {
            text.append(" (").append(detail).append(')');
        }
        if (!hint.isEmpty()) {
            text.append("; hint: ").append(hint);
        }
        return text.toString();
    }
}
