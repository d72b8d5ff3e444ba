package io.belastbar.backbone.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whether bytes are text that PostgreSQL can keep as text: UTF-8, and no NUL in it. */
public final class MessageText {

    private MessageText() {}

    /** The text; empty where these bytes would not come back from it as they are. */
    public static Optional<String> of(byte[] bytes) {
        try {
            // A new decoder reports what is malformed; String's constructor would replace it.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\u0000') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
