package io.belastbar.load.http;

import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.HttpOptions;

/** What an answer, or that there is none, is for its call: its end, or a redirect that goes on. */
final class Answers {

    private static final Exchange.HttpAnswer[] WITHOUT_BODY = new Exchange.HttpAnswer[600];

    static {
        for (int status = 100; status < WITHOUT_BODY.length; status++) {
            WITHOUT_BODY[status] = new Exchange.HttpAnswer(status, null);
        }
    }

    private final HttpTarget target;
    private final HttpOptions options;
    private final String withinTime;

    Answers(HttpTarget target, HttpSettings settings) {
        this.target = target;
        this.options = settings.options();
        this.withinTime = "within " + ConnectionFailure.text(settings.timeout());
    }

    /** Its time was over before any connection was free. */
    Exchange unserved() {
        return new Exchange.Failed(ErrorClass.TIMEOUT, "no connection was free " + withinTime);
    }

    /** Its time was over before the whole answer was there. */
    Exchange late(Call call) {
        String silent = "no answer " + withinTime;
        String begun = "no whole answer " + withinTime + ", but " + call.bytesReceived + " bytes";
        return new Exchange.Failed(ErrorClass.TIMEOUT, call.bytesReceived == 0 ? silent : begun);
    }

    /** Null if the call goes on: it has become the request that the redirect asks for. */
    Exchange of(Call call, int status, String location, String encoding) {
        try {
            if (location != null && options.redirectsMax() > 0 && Redirects.redirects(status)) {
                return redirected(call, status, location, encoding);
            }
            return end(call, status, encoding);
        } catch (AnswerRefused refused) {
            return refused.exchange();
        } catch (RuntimeException fault) {
            // Of an unpacker or a parser of addresses, by what the target sent: this request's matter and nobody
            // else's.
            return new Exchange.Failed(ErrorClass.OTHER, "the answer could not be read: " + fault);
        }
    }

    private Exchange redirected(Call call, int status, String location, String encoding) throws AnswerRefused {
        String next;
        try {
            next = Redirects.next(target, call.prepared.pathOf(call), status, location);
        } catch (AnswerRefused elsewhere) {
            if (call.prepared.wants(status)) {
                return end(call, status, encoding);
            }
            throw elsewhere;
        }
        if (call.redirects++ == options.redirectsMax()) {
            throw AnswerRefused.protocol("more than " + options.redirectsMax() + " redirects");
        }
        if (call.body != null) {
            call.body.clear();
        }
        call.prepared.redirect(call, next, Redirects.becomesGet(status, call.prepared.method()));
        return null;
    }

    /** The status is judged first: an error page need not be readable to be one. */
    private static Exchange end(Call call, int status, String encoding) throws AnswerRefused {
        if (call.body == null) {
            return WITHOUT_BODY[status];
        }
        try {
            return new Exchange.HttpAnswer(status, call.body.decoded(encoding));
        } catch (AnswerRefused unreadable) {
            if (call.prepared.accepts(status)) {
                throw unreadable;
            }
            return WITHOUT_BODY[status];
        }
    }
}
