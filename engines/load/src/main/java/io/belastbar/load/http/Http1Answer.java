package io.belastbar.load.http;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads one HTTP/1.x answer from bytes as they come (RFC 9112), whatever the pieces. Only the headers that decide where
 * the answer ends are looked at; a body that nobody needs is counted and not copied. Nothing is allocated for an answer
 * whose head comes in one piece.
 */
final class Http1Answer {

    /** Status lines, headers and trailers of one answer together; each line between two chunks. */
    static final int HEAD_BYTES_MAX = 64 * 1024;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private enum Part {
        STATUS,
        HEADERS,
        FIXED,
        UNTIL_CLOSE,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        DONE
    }

    private final byte[] piece;
    private final Http1Framing framing = new Http1Framing();
    private byte[] rest = new byte[256];
    private int restLength;
    private Part part = Part.DONE;
    private boolean head;
    private AnswerBody body;
    private int headBytes;
    private long remaining;

    /** {@code piece} is room to work in, of any size; it may be shared by all answers that one thread reads. */
    Http1Answer(byte[] piece) {
        this.piece = piece;
    }

    /** Gets ready for the next answer; {@code keep} null: its body is not needed. */
    void begin(boolean answersHead, AnswerBody keep) {
        head = answersHead;
        body = keep;
        part = Part.STATUS;
        headBytes = 0;
        restLength = 0;
    }

    int status() {
        return framing.status();
    }

    /** Whether the connection may carry another request, if the answer is complete. */
    boolean keepsAlive() {
        return framing.keepsAlive();
    }

    String location() {
        return framing.location();
    }

    String contentEncoding() {
        return framing.contentEncoding();
    }

    /** Whether the end of the connection is the proper end of this answer. */
    boolean endsWithConnection() {
        return part == Part.UNTIL_CLOSE;
    }

    /** Takes what belongs to this answer; whether it is complete now. */
    boolean read(ByteBuf in) throws AnswerRefused {
        while (in.isReadable() && part != Part.DONE) {
            if (body == null && (part == Part.FIXED || part == Part.CHUNK || part == Part.UNTIL_CLOSE)) {
                int skip =
                        part == Part.UNTIL_CLOSE ? in.readableBytes() : (int) Math.min(remaining, in.readableBytes());
                in.skipBytes(skip);
                passed(skip);
                continue;
            }
            int length = Math.min(piece.length, in.readableBytes());
            in.getBytes(in.readerIndex(), piece, 0, length);
            in.skipBytes(take(length));
        }
        return part == Part.DONE;
    }

    private int take(int length) throws AnswerRefused {
        int at = 0;
        while (at < length && part != Part.DONE) {
            at = switch (part) {
                case FIXED, CHUNK, UNTIL_CLOSE -> content(at, length);
                default -> line(at, length);
            };
        }
        return at;
    }

    private int content(int from, int to) throws AnswerRefused {
        int length = part == Part.UNTIL_CLOSE ? to - from : (int) Math.min(remaining, to - from);
        if (body != null) {
            body.append(piece, from, length);
        }
        passed(length);
        return from + length;
    }

    private void passed(int length) {
        if (part == Part.UNTIL_CLOSE) {
            return;
        }
        remaining -= length;
        if (remaining == 0) {
            part = part == Part.FIXED ? Part.DONE : Part.CHUNK_END;
        }
    }

    private int line(int from, int to) throws AnswerRefused {
        int end = lineFeed(piece, from, to);
        if (end < 0) {
            keepRest(from, to);
            return to;
        }
        refuseEndless(end + 1 - from);
        if (part != Part.CHUNK_SIZE && part != Part.CHUNK_END) {
            headBytes += restLength + end + 1 - from;
        }
        if (restLength == 0) {
            line(piece, from, end);
        } else {
            keepRest(from, end);
            int length = restLength;
            restLength = 0;
            line(rest, 0, length);
        }
        return end + 1;
    }

    private void keepRest(int from, int to) throws AnswerRefused {
        int length = to - from;
        refuseEndless(length);
        if (restLength + length > rest.length) {
            rest = Arrays.copyOf(rest, Math.max(restLength + length, rest.length * 2));
        }
        System.arraycopy(piece, from, rest, restLength, length);
        restLength += length;
        if (part == Part.STATUS) {
            framing.refuseOtherProtocols(rest, restLength);
        }
    }

    /** How many chunks there are is the target's to say; a line of its own is not part of any total. */
    private void refuseEndless(int more) throws AnswerRefused {
        boolean chunked = part == Part.CHUNK_SIZE || part == Part.CHUNK_END;
        if ((chunked ? 0 : headBytes) + restLength + more > HEAD_BYTES_MAX) {
            throw AnswerRefused.protocol((chunked ? "the line before a chunk" : "the answer's head")
                    + " is larger than " + HEAD_BYTES_MAX + " bytes");
        }
    }

    /** One line without its line feed; a carriage return before that is not part of it. */
    private void line(byte[] text, int from, int lineFeedAt) throws AnswerRefused {
        int to = lineFeedAt > from && text[lineFeedAt - 1] == '\r' ? lineFeedAt - 1 : lineFeedAt;
        switch (part) {
            case STATUS -> {
                framing.statusLine(text, from, to);
                part = Part.HEADERS;
            }
            case HEADERS -> {
                if (to == from) {
                    headEnds();
                } else {
                    framing.header(text, from, to);
                }
            }
            case CHUNK_SIZE -> {
                remaining = Http1Framing.chunkSize(text, from, to);
                part = remaining == 0 ? Part.TRAILERS : Part.CHUNK;
            }
            case CHUNK_END -> {
                if (to != from) {
                    throw AnswerRefused.protocol("a chunk is longer than its size");
                }
                part = Part.CHUNK_SIZE;
            }
            case TRAILERS -> part = to == from ? Part.DONE : Part.TRAILERS;
            default -> throw new IllegalStateException("no line is expected in " + part);
        }
    }

    private void headEnds() throws AnswerRefused {
        int status = framing.status();
        if (status == 101) {
            throw AnswerRefused.protocol("the target switches protocols, unasked");
        }
        if (status < 200) {
            part = Part.STATUS;
        } else if (head || status == 204 || status == 304) {
            part = Part.DONE;
        } else if (framing.chunked()) {
            part = Part.CHUNK_SIZE;
        } else if (framing.contentLength() < 0) {
            // A 205 has no content, whether it says so or not (RFC 9110, 15.3.6).
            part = status == 205 && !framing.encoded() ? Part.DONE : Part.UNTIL_CLOSE;
        } else {
            remaining = framing.contentLength();
            part = remaining == 0 ? Part.DONE : Part.FIXED;
            if (body != null) {
                body.announced(remaining);
            }
        }
    }

    /** The first line feed, or -1: eight bytes at a time (Warren, Hacker's Delight, 6-1, for a zero byte). */
    private static int lineFeed(byte[] text, int from, int to) {
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = (long) EIGHT_BYTES.get(text, at) ^ 0x0A0A0A0A0A0A0A0AL;
            long zero = (word - 0x0101010101010101L) & ~word & 0x8080808080808080L;
            if (zero != 0) {
                return at + (Long.numberOfTrailingZeros(zero) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (text[at] == '\n') {
                return at;
            }
        }
        return -1;
    }
}
