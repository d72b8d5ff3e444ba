package io.belastbar.load.http;

import io.belastbar.load.result.ErrorClass;

/** An answer that is not read any further. Without a stack trace: a broken target sends many. */
final class AnswerRefused extends Exception {

    private final ErrorClass cause;

    AnswerRefused(ErrorClass cause, String detail) {
        super(detail, null, false, false);
        this.cause = cause;
    }

    static AnswerRefused protocol(String detail) {
        return new AnswerRefused(ErrorClass.PROTOCOL_ERROR, detail);
    }

    ErrorClass errorClass() {
        return cause;
    }
}
