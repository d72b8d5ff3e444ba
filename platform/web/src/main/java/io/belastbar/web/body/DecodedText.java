package io.belastbar.web.body;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.List;

/** Refuses bytes that are not of the charset: replaced by another character, they would make another name of one. */
final class DecodedText extends FilterReader {
    private final Charset charset;
    private int line = 1;

    DecodedText(InputStream bytes, Charset charset) {
        super(new InputStreamReader(bytes, charset.newDecoder()));
        this.charset = charset;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    /** @throws InvalidInput if what follows is not of the charset */
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        try {
            int count = super.read(target, offset, length);
            for (int i = offset; i < offset + count; i++) {
                line += target[i] == '\n' ? 1 : 0;
            }
            return count;
        } catch (CharacterCodingException other) {
            throw refusal(charset, line);
        }
    }

    static InvalidInput refusal(Charset charset, Integer line) {
        String rule = "must be in the charset that the type says, or in UTF-8 if it says none: what stands "
                + (line == null ? "there" : "in this line or soon after it") + " is not " + charset.name();
        return new InvalidInput(
                "the body " + rule, List.of(new ProblemError("Content-Type", line, null, rule, charset.name())));
    }
}
