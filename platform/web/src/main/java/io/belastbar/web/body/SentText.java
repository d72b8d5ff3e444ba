package io.belastbar.web.body;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.TooLarge;
import io.belastbar.web.http.Etag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.DigestInputStream;

/**
 * A body that may be large, read as it comes: it is never in memory as a whole. Closed when it was understood or refused;
 * what the sender still sends is read over then, so that he reads the answer. Blocks: for virtual threads.
 */
public final class SentText implements AutoCloseable {

    private final DigestInputStream body;
    private final Charset charset;

    private SentText(DigestInputStream body, Charset charset) {
        this.body = body;
        this.charset = charset;
    }

    /**
     * The body of a request, in the charset that it says, or UTF-8.
     *
     * @throws InvalidInput if nobody knows the charset
     */
    public static SentText of(InputStream body, HttpHeaders headers) {
        InputStream sent = body == null ? InputStream.nullInputStream() : body;
        return new SentText(new DigestInputStream(sent, Etag.digest()), charset(headers.getMediaType()));
    }

    static Charset charset(MediaType type) {
        String name = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw InvalidInput.of("Content-Type", "must name a charset that is known, such as utf-8", name);
        }
    }

    /** The text, to be read once; {@link InvalidInput} where it is not of its charset. Parsers close what they have read; the body stays open for what they have not. */
    public Reader reader() {
        return new DecodedText(
                new FilterInputStream(body) {
                    @Override
                    public void close() {
                        // Closed by whoever holds this.
                    }
                },
                charset);
    }

    /**
     * All of it, of a text that is small.
     *
     * @throws TooLarge before more than so many bytes are in memory
     * @throws InvalidInput if it is not of its charset
     * @throws IOException if the sender goes away
     */
    public String whole(int bytesMax) throws IOException {
        byte[] bytes = body.readNBytes(bytesMax + 1);
        if (bytes.length > bytesMax) {
            throw new TooLarge("a document may have " + bytesMax + " bytes; this one has more");
        }
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException other) {
            throw DecodedText.refusal(charset, null);
        }
    }

    /** Identifies the content that was read, which is all of it once the text has ended. */
    public Etag tag() {
        return Etag.ofHash(body.getMessageDigest().digest());
    }

    @Override
    public void close() throws IOException {
        try (body) {
            body.on(false);
            body.transferTo(OutputStream.nullOutputStream());
        }
    }
}
