package io.belastbar.web.document;

import io.belastbar.document.ControlCharacters;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A document as somebody sent it.
 *
 * @param fileName as the sender named it; null if it did not
 */
public record SentDocument(String system, String name, byte[] content, String fileName) {

    /**
     * The text, without a byte order mark.
     *
     * @throws InvalidInput if it is not UTF-8, or has control characters
     */
    public String text() {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return ControlCharacters.require(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException notUtf8) {
            var error = new ProblemError("", 1, 1, "must be UTF-8", "other bytes");
            throw new InvalidInput("The document is not UTF-8. Nothing was stored.", List.of(error));
        }
    }
}
