package io.belastbar.local.status;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a server's first bytes say about it. Pure; no answer here needs a credential. */
record Answer(State state, String remark) {

    enum State {
        READY("ready"),
        NOT_READY("not ready"),
        NONE("does not answer");

        private final String text;

        State(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private static final int ERROR = 'E';
    private static final int AUTHENTICATION = 'R';

    static Answer ready() {
        return new Answer(State.READY, "");
    }

    static Answer notReady(String remark) {
        return new Answer(State.NOT_READY, remark);
    }

    static Answer none(String remark) {
        return new Answer(State.NONE, remark);
    }

    /** The status line of HTTP. */
    static Answer ofHttp(byte[] line) {
        String text = new String(line, StandardCharsets.US_ASCII).strip();
        return text.matches("HTTP/1\\.[01] 200\\b.*") ? ready() : notReady(text);
    }

    /** {@code NOAUTH} is as good as {@code PONG}; {@code LOADING} is not. */
    static Answer ofRedis(byte[] line) {
        String text = new String(line, StandardCharsets.US_ASCII).strip();
        return text.equals("+PONG") || text.startsWith("-NOAUTH") ? ready() : notReady(text);
    }

    /** PostgreSQL's first message after the greeting: it asks for a password, or says why it cannot take anybody. */
    static Answer ofPostgres(byte[] message) {
        if (message.length > 0 && message[0] == AUTHENTICATION) {
            return ready();
        }
        if (message.length == 0 || message[0] != ERROR) {
            return notReady("not PostgreSQL");
        }
        String fields = new String(message, StandardCharsets.UTF_8);
        for (String field : fields.substring(Math.min(5, fields.length())).split("\0")) {
            if (field.startsWith("M")) {
                return notReady(field.substring(1));
            }
        }
        return notReady("it refused the connection");
    }

    /** The answer to ApiVersions, which Kafka gives before anybody has to say who they are. */
    static Answer ofKafka(byte[] response, int correlation) {
        boolean ours = response.length >= 8 && ByteBuffer.wrap(response).getInt(4) == correlation;
        return ours ? ready() : notReady("not Kafka");
    }
}
