package io.belastbar.local;

import io.belastbar.document.ControlCharacters;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.document.TooLarge;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The text of a file: UTF-8, or UTF-16 where a byte order mark says so. */
public final class SourceText {

    private static final int MARK_HIGH = 0xFE;
    private static final int MARK_LOW = 0xFF;

    private SourceText() {}

    /**
     * @throws io.belastbar.document.RefusedInput if it is no text, empty, or longer than any document may be
     * @throws CommandFailure if there is no such file
     */
    public static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, "no such file, or not readable: " + file);
        }
        long size = Files.size(file);
        if (size > DocumentParser.SIZE_MAX) {
            throw new TooLarge("has %d bytes; a document may have %d".formatted(size, DocumentParser.SIZE_MAX));
        }
        var text = ControlCharacters.require(decoded(Files.readAllBytes(file)));
        if (text.isBlank()) {
            throw refused("must not be empty", "nothing");
        }
        return text;
    }

    private static String decoded(byte[] bytes) {
        try {
            var text =
                    charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException noText) {
            throw refused("must be a text in UTF-8, or in UTF-16 with a byte order mark", "other bytes");
        }
    }

    private static Charset charset(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : bytes[0] & 0xFF;
        int second = bytes.length < 2 ? 0 : bytes[1] & 0xFF;
        boolean marked = first == MARK_HIGH && second == MARK_LOW || first == MARK_LOW && second == MARK_HIGH;
        return marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    private static InvalidInput refused(String rule, String received) {
        return new InvalidInput(rule, List.of(new ProblemError("", 1, 1, rule, received)));
    }
}
