package io.belastbar.web.outbound;

import java.nio.charset.StandardCharsets;

/** A whole answer, of any status. */
public record HttpAnswer(int status, byte[] body) {

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
