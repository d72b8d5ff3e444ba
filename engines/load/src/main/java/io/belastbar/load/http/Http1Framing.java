package io.belastbar.load.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the head of an HTTP/1.x answer says about where the answer ends and what becomes of its connection. */
final class Http1Framing {

    private static final byte[] PROTOCOL = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

    private int status;
    private long contentLength;
    private boolean chunked;
    private boolean keepsAlive;
    private boolean encoded;
    private String contentEncoding;
    private String location;

    int status() {
        return status;
    }

    /** -1 if the head does not say. */
    long contentLength() {
        return encoded ? -1 : contentLength;
    }

    /** Whether a transfer coding decides where the answer ends. */
    boolean encoded() {
        return encoded;
    }

    boolean chunked() {
        return chunked;
    }

    /** Not after both Transfer-Encoding and Content-Length: one of them may be forged (RFC 9112, 6.3). */
    boolean keepsAlive() {
        return keepsAlive && !(encoded && contentLength >= 0);
    }

    String contentEncoding() {
        return contentEncoding;
    }

    String location() {
        return location;
    }

    void refuseOtherProtocols(byte[] text, int length) throws AnswerRefused {
        for (int at = 0; at < Math.min(length, PROTOCOL.length); at++) {
            if (text[at] != PROTOCOL[at]) {
                throw notHttp(text, 0, length);
            }
        }
    }

    /** {@code HTTP/1.1 200 OK}; the reason may be missing. */
    void statusLine(byte[] text, int from, int to) throws AnswerRefused {
        if (to - from < 12 || text[from + 8] != ' ' || to - from > 12 && text[from + 12] != ' ') {
            throw notHttp(text, from, to - from);
        }
        for (int at = 0; at < PROTOCOL.length; at++) {
            if (text[from + at] != PROTOCOL[at]) {
                throw notHttp(text, from, to - from);
            }
        }
        status = 0;
        for (int at = from + 9; at < from + 12; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                throw notHttp(text, from, to - from);
            }
            status = status * 10 + digit;
        }
        if (status < 100 || status > 599) {
            throw AnswerRefused.protocol("a status should be from 100 to 599: was " + status);
        }
        keepsAlive = text[from + 7] != '0';
        contentLength = -1;
        chunked = false;
        encoded = false;
        contentEncoding = null;
        location = null;
    }

    void header(byte[] text, int from, int to) throws AnswerRefused {
        if (text[from] == ' ' || text[from] == '\t') {
            return;
        }
        int colon = from;
        while (colon < to && text[colon] != ':') {
            colon++;
        }
        if (colon == to || colon == from) {
            throw AnswerRefused.protocol(
                    "a header should be 'name: value': was '" + shown(text, from, to - from) + "'");
        }
        switch (nameEnd(text, from, colon) - from) {
            case 8 -> location = named(text, from, "location") ? value(text, colon, to) : location;
            case 10 -> {
                if (named(text, from, "connection")) {
                    connection(text, colon, to);
                }
            }
            case 14 -> {
                if (named(text, from, "content-length")) {
                    contentLength(text, colon + 1, to);
                }
            }
            case 16 ->
                contentEncoding = named(text, from, "content-encoding") ? value(text, colon, to) : contentEncoding;
            case 17 -> {
                if (named(text, from, "transfer-encoding")) {
                    transferEncoding(text, colon, to);
                }
            }
            default -> {
                // No other header says where the answer ends.
            }
        }
    }

    /** Spaces before the colon are wrong, and to be passed over in an answer (RFC 9112, 5.1). */
    private static int nameEnd(byte[] text, int from, int colon) {
        int end = colon;
        while (end > from && (text[end - 1] == ' ' || text[end - 1] == '\t')) {
            end--;
        }
        return end;
    }

    /** The last coding decides; {@code identity}, of older servers, is none (RFC 9112, 6.1 and 7). */
    private void transferEncoding(byte[] text, int colon, int to) {
        for (String coding : value(text, colon, to).toLowerCase(Locale.ROOT).split(",")) {
            String name = coding.strip();
            if (!name.isEmpty() && !name.equals("identity")) {
                encoded = true;
                chunked = name.equals("chunked");
            }
        }
    }

    private void connection(byte[] text, int colon, int to) {
        if (to - colon == 12 && named(text, colon + 2, "keep-alive")) {
            keepsAlive = true;
            return;
        }
        String value = value(text, colon, to).toLowerCase(Locale.ROOT);
        if (value.contains("close")) {
            keepsAlive = false;
        } else if (value.contains("keep-alive")) {
            keepsAlive = true;
        }
    }

    private void contentLength(byte[] text, int from, int to) throws AnswerRefused {
        int at = from;
        while (at < to && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        int end = to;
        while (end > at && (text[end - 1] == ' ' || text[end - 1] == '\t')) {
            end--;
        }
        long length = 0;
        boolean valid = end > at && end - at <= 18;
        for (; valid && at < end; at++) {
            int digit = text[at] - '0';
            valid = digit >= 0 && digit <= 9;
            length = length * 10 + digit;
        }
        if (!valid || contentLength >= 0 && contentLength != length) {
            throw AnswerRefused.protocol("Content-Length should be one number: was '"
                    + shown(text, from, to - from).trim() + "'");
        }
        contentLength = length;
    }

    /** The first line of a chunk: its size in hexadecimal, then perhaps extensions (RFC 9112, 7.1). */
    static long chunkSize(byte[] text, int from, int to) throws AnswerRefused {
        long size = 0;
        int at = from;
        while (at < to && text[at] == '0') {
            at++;
        }
        int digits = at;
        for (; at < to && Character.digit(text[at], 16) >= 0; at++) {
            size = size * 16 + Character.digit(text[at], 16);
        }
        boolean ended = at == to || text[at] == ';' || text[at] == ' ' || text[at] == '\t';
        if (at == from || at - digits > 15 || !ended) {
            throw AnswerRefused.protocol(
                    "a chunk's size should be hexadecimal: was '" + shown(text, from, to - from) + "'");
        }
        return size;
    }

    private static boolean named(byte[] text, int from, String lowerCase) {
        for (int at = 0; at < lowerCase.length(); at++) {
            if ((text[from + at] | 0x20) != lowerCase.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    private static String value(byte[] text, int colon, int to) {
        return new String(text, colon + 1, to - colon - 1, StandardCharsets.ISO_8859_1).trim();
    }

    private static AnswerRefused notHttp(byte[] text, int from, int length) {
        return AnswerRefused.protocol("the answer is not HTTP/1.x: began with '" + shown(text, from, length) + "'");
    }

    private static String shown(byte[] text, int from, int length) {
        return new String(text, from, Math.min(40, length), StandardCharsets.ISO_8859_1)
                .replaceAll("[^\\x20-\\x7e]", ".");
    }
}
