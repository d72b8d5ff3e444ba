package io.belastbar.load.imports.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Reads UTF-8 text line by line, counts the lines, and holds no more than one of them. A line that is no UTF-8 is read as
 * windows-1252, which is noted: with replacement characters, different names would become one.
 */
public final class LineReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final char REPLACEMENT = '\uFFFD';
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private final InputStream in;
    private final int lineBytesMax;
    private final Faults faults;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);
    private int at;
    private int end;
    private int number;
    private boolean terminated = true;
    private boolean cut;

    public LineReader(InputStream in, int lineBytesMax, Faults faults) {
        this.in = in;
        this.lineBytesMax = lineBytesMax;
        this.faults = faults;
    }

    /** The next line without its end, or null after the last one. */
    public String next() throws IOException {
        line.reset();
        terminated = false;
        boolean any = false;
        while (!terminated && fill()) {
            any = true;
            takeUntilLineEnd();
        }
        if (!any) {
            return null;
        }
        number++;
        cut = !terminated;
        String text = decoded(line.toByteArray());
        text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private String decoded(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0 || isUtf8(bytes)) {
            return text;
        }
        faults.otherCharset(number);
        String western = new String(bytes, WESTERN);
        // Five bytes have no character there; in ISO-8859-1 each has one of its own.
        return western.indexOf(REPLACEMENT) < 0 ? western : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A line without its end may have been cut off within a character. */
    private boolean isUtf8(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length), false);
        return !result.isError() && (cut || !in.hasRemaining());
    }

    /** Whether the line that was returned last has no end: the file may have been cut off in it. */
    public boolean isCut() {
        return cut;
    }

    /** Of the line that was returned last, from 1. */
    public int number() {
        return number;
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return at < end;
    }

    private void takeUntilLineEnd() {
        int from = at;
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        line.write(buffer, from, at - from);
        if (line.size() > lineBytesMax) {
            throw faults.fatal(new FieldFault(
                    number + 1, null, "line", "must be at most " + lineBytesMax + " bytes long", "a longer line"));
        }
        if (at < end) {
            at++;
            terminated = true;
        }
    }
}
