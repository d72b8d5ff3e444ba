package io.belastbar.load.http;

import io.belastbar.load.engine.Driver.Reply;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Arrays;

/**
 * One request from the moment that it should be sent to its end. Used again for later requests, so nobody may hold one
 * after its end.
 */
final class Call {

    static final long NOT_STARVED = Long.MAX_VALUE;

    /** Neighbours by deadline. */
    Call earlier;

    Call later;

    long deadline;
    /** Whether it stands among the deadlines. */
    boolean timed;

    /** Since when it waits though no more connections may be opened. */
    long starvedSince = NOT_STARVED;

    Reply reply;
    PreparedRequest prepared;
    /** Null while it waits for one. */
    HttpConnection connection;

    /** HTTP/1.1: the whole request as it goes onto the wire. */
    byte[] request;

    int requestLength;
    /** HTTP/2: headers, and the content or null. */
    Http2Headers headers;

    byte[] content;
    /** 0 before there is one. */
    int stream;

    int status;
    String location;
    String encoding;
    /** Null if the answer's body is not needed. */
    AnswerBody body;

    int redirects;
    /** How often it had to go to another connection. */
    int tries;

    /** Whether any of it has gone onto a wire. */
    boolean begun;

    long bytesSent;
    long bytesReceived;
    private byte[] own = new byte[512];

    /** Room for a request of its own; what it held before is kept up to {@code length}. */
    byte[] own(int length) {
        if (own.length < length) {
            own = Arrays.copyOf(own, Math.max(length, own.length * 2));
        }
        return own;
    }

    /** The request is what it wrote into its own room. */
    void requestIsOwn(int length) {
        request = own;
        requestLength = length;
    }

    void forget() {
        starvedSince = NOT_STARVED;
        reply = null;
        prepared = null;
        connection = null;
        request = null;
        headers = null;
        content = null;
        stream = 0;
        status = 0;
        location = null;
        encoding = null;
        if (body != null) {
            body.clear();
            body = null;
        }
        if (own.length > 16_384) {
            own = new byte[512];
        }
        redirects = 0;
        tries = 0;
        begun = false;
        bytesSent = 0;
        bytesReceived = 0;
    }
}
