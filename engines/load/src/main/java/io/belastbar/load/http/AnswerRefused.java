package io.belastbar.load.http;

import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;

/** An answer that is not read any further. Without a stack trace: a broken target sends many. */
final class AnswerRefused extends Exception {

    private final ErrorClass cause;
    private final String code;

    AnswerRefused(ErrorClass cause, String detail) {
        this(cause, "", detail);
    }

    AnswerRefused(ErrorClass cause, int status, String detail) {
        this(cause, Integer.toString(status), detail);
    }

    private AnswerRefused(ErrorClass cause, String code, String detail) {
        super(detail, null, false, false);
        this.cause = cause;
        this.code = code;
    }

    static AnswerRefused protocol(String detail) {
        return new AnswerRefused(ErrorClass.PROTOCOL_ERROR, detail);
    }

    ErrorClass errorClass() {
        return cause;
    }

    Exchange exchange() {
        return new Exchange.Failed(cause, code, getMessage());
    }
}
