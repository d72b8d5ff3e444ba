package io.belastbar.web.body;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Has every document read as UTF-8, as JSON and YAML are by their standards whatever a type says (RFC 8259 11, RFC 9512
 * 2.1), or else in the charset of its type; what is neither is refused: the framework would put other characters there.
 * Bodies that are read as they come see to it themselves ({@link SentText}).
 */
@Provider
@Priority(1)
public class BodyCharset implements ReaderInterceptor {

    /** @throws io.belastbar.document.InvalidInput if nobody knows the charset, or the body is not of it */
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getType() != InputStream.class && isText(context.getMediaType())) {
            byte[] sent = context.getInputStream().readAllBytes();
            context.setInputStream(new ByteArrayInputStream(utf8(sent, charset(sent, context.getMediaType()))));
            context.setMediaType(context.getMediaType().withCharset(StandardCharsets.UTF_8.name()));
        }
        return context.proceed();
    }

    private static boolean isText(MediaType type) {
        String subtype = type.getSubtype().toLowerCase(Locale.ROOT);
        return type.getType().equalsIgnoreCase("text")
                || subtype.endsWith("json")
                || subtype.endsWith("yaml")
                || subtype.endsWith("xml");
    }

    /** A byte order mark of UTF-16 is no UTF-8 whatever a type says; the shell of Windows writes it. */
    private static Charset charset(byte[] bytes, MediaType type) {
        boolean marked = bytes.length > 1 && (bytes[0] == -1 && bytes[1] == -2 || bytes[0] == -2 && bytes[1] == -1);
        return marked ? StandardCharsets.UTF_16 : SentText.charset(type);
    }

    /** The same bytes if they are UTF-8 already. */
    static byte[] utf8(byte[] bytes, Charset charset) {
        boolean utf8 = charset.equals(StandardCharsets.UTF_8);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (decoded(bytes, StandardCharsets.UTF_8, text)
                && (utf8 || text.chars().noneMatch(c -> c == 0))) {
            return bytes;
        }
        if (!utf8) {
            text = CharBuffer.allocate(
                    (int) Math.ceil(bytes.length * (double) charset.newDecoder().maxCharsPerByte()));
        }
        if (utf8 || !decoded(bytes, charset, text)) {
            throw DecodedText.refusal(
                    charset, 1 + (int) text.chars().filter(c -> c == '\n').count());
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @param text what was read before the end or what is not of the charset */
    private static boolean decoded(byte[] bytes, Charset charset, CharBuffer text) {
        CoderResult end = charset.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        return end.isUnderflow();
    }
}
