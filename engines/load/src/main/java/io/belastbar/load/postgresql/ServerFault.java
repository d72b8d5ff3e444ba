package io.belastbar.load.postgresql;

import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** An ErrorResponse of the server (PostgreSQL documentation, 54.8 and appendix A). */
record ServerFault(String sqlState, String message) {

    static ServerFault read(ByteBuf in, int end) {
        String state = "";
        String message = "";
        while (in.readerIndex() < end) {
            byte field = in.readByte();
            if (field == 0) {
                break;
            }
            int length = in.bytesBefore((byte) 0);
            if (length < 0) {
                break;
            }
            String value = in.readCharSequence(length, StandardCharsets.UTF_8).toString();
            in.skipBytes(1);
            if (field == 'C') {
                state = value;
            } else if (field == 'M') {
                message = value;
            }
        }
        return new ServerFault(state, message);
    }

    /** A deadlock or a serialization failure, a time-out, a server that stops, or a statement that is refused. */
    ErrorClass errorClass() {
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

    Exchange.Failed exchange() {
        return new Exchange.Failed(errorClass(), sqlState, message);
    }
}
