package io.belastbar.load.imports.xml;

import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * XML as JMeter writes it: the bodies of answers go into it as they came, and characters that XML 1.0 does not have
 * become references such as {@code &#x0;}, at which a parser gives up. Nobody reads the bodies, so these characters are
 * replaced. In the charset that the declaration names.
 */
public final class XmlText extends Reader {

    private static final int HEAD_BYTES = 256;
    private static final int REFERENCE_MAX = 12;
    private static final int MARKUP_MAX = 1 << 20;
    private static final char REPLACEMENT = '\uFFFD';
    private static final Pattern DECLARED = Pattern.compile("^\\s*<\\?xml[^>]*\\bencoding\\s*=\\s*[\"']([^\"']+)[\"']");

    private final Reader in;
    private final Charset charset;
    private final Faults faults;
    private final XmlMarkup markup = new XmlMarkup();
    private int line = 1;
    private boolean atEnd;

    private XmlText(Reader in, Charset charset, Faults faults) {
        this.in = in;
        this.charset = charset;
        this.faults = faults;
    }

    /** @throws io.belastbar.document.InvalidInput if the declared charset is not known */
    public static XmlText of(InputStream in, Faults faults) throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(in, HEAD_BYTES);
        byte[] head = bytes.readNBytes(HEAD_BYTES);
        bytes.unread(head);
        boolean marked = head.length > 2 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
        Charset charset = marked ? StandardCharsets.UTF_8 : charset(head, faults);
        BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, charset.newDecoder()));
        if (marked) {
            reader.skip(1);
        }
        return new XmlText(reader, charset, faults);
    }

    private static Charset charset(byte[] head, Faults faults) {
        Matcher declared = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
        // What was in two bytes a character has been made UTF-8 before; its declaration still says otherwise.
        if (!declared.find() || declared.group(1).matches("(?i)(UTF|UCS)-?(16|32|2|4).*")) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw faults.fatal(new FieldFault(
                    1, declared.start(1) + 1, "encoding", "must be a charset that is known here", declared.group(1)));
        }
    }

    /** Whether everything was read: what is missing then is behind the end of the file. */
    public boolean isAtEnd() {
        return atEnd;
    }

    /**
     * @throws io.belastbar.document.InvalidInput if the bytes are not of the charset: names would become alike; or if a
     *     tag does not end
     */
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        try {
            return replaced(target, offset, length);
        } catch (CharacterCodingException other) {
            throw faults.fatal(new FieldFault(
                    line,
                    null,
                    "encoding",
                    "must be that of the file: what stands in this line or soon after it is not " + charset.name(),
                    charset.name()));
        }
    }

    private int replaced(char[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length && (count == 0 || in.ready())) {
            int next = in.read();
            if (next < 0) {
                atEnd |= count == 0;
                return count == 0 ? -1 : count;
            }
            line += next == '\n' ? 1 : 0;
            if (markup.accept((char) next) > MARKUP_MAX) {
                throw faults.fatal(new FieldFault(
                        line,
                        null,
                        "line",
                        "must have at most %,d characters between < and >".formatted(MARKUP_MAX),
                        "more"));
            }
            target[offset + count] = next == '&' ? reference() : legal((char) next);
            count++;
        }
        return count;
    }

    /** The ampersand, before which the stream then stands behind; or the replacement of the whole reference. */
    private char reference() throws IOException {
        in.mark(REFERENCE_MAX);
        StringBuilder reference = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != ';' && reference.length() < REFERENCE_MAX - 1; ) {
            reference.append((char) next);
            next = in.read();
            if (next == ';' && isIllegal(reference.toString())) {
                return REPLACEMENT;
            }
        }
        in.reset();
        return '&';
    }

    private static boolean isIllegal(String reference) {
        try {
            boolean hexadecimal = reference.startsWith("#x") || reference.startsWith("#X");
            if (!hexadecimal && !reference.startsWith("#")) {
                return false;
            }
            long code =
                    hexadecimal ? Long.parseLong(reference.substring(2), 16) : Long.parseLong(reference.substring(1));
            return !isLegal(code);
        } catch (NumberFormatException otherwise) {
            return false;
        }
    }

    /** XML 1.0, section 2.2. */
    private static boolean isLegal(long code) {
        return code == 0x9
                || code == 0xA
                || code == 0xD
                || code >= 0x20 && code <= 0xD7FF
                || code >= 0xE000 && code <= 0xFFFD
                || code >= 0x10000 && code <= 0x10FFFF;
    }

    private static char legal(char character) {
        return isLegal(character) || Character.isSurrogate(character) ? character : REPLACEMENT;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
