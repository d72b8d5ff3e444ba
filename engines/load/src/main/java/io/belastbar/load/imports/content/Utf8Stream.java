package io.belastbar.load.imports.content;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text of another charset as UTF-8 bytes, as all readers here expect it. */
final class Utf8Stream extends InputStream {

    private static final int CHARACTERS = 4_096;

    private final Reader in;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final CharBuffer characters = CharBuffer.allocate(CHARACTERS).flip();
    private final ByteBuffer bytes = ByteBuffer.allocate(CHARACTERS * 3).flip();

    Utf8Stream(InputStream in, Charset charset) {
        this.in = new BufferedReader(new InputStreamReader(in, charset));
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(target, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        boolean end = false;
        while (!bytes.hasRemaining() && !end) {
            characters.compact();
            end = in.read(characters) < 0;
            characters.flip();
            bytes.clear();
            encoder.encode(characters, bytes, end);
            bytes.flip();
        }
        return bytes.hasRemaining();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
