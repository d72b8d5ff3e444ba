package io.belastbar.load.http;

import io.belastbar.load.address.DotSegments;
import io.belastbar.load.engine.Driver.UserVariables;
import io.belastbar.load.scenario.RequestStep;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A step in HTTP/1.1 (RFC 9112). Without variables it is encoded once; else its fixed parts are. */
final class Http1Request extends PreparedRequest {

    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_LENGTH = "Content-Length: ".getBytes(StandardCharsets.US_ASCII);

    private final List<Pieces> head = new ArrayList<>();
    private final Pieces body;
    private final boolean announcesContent;
    /** Where the step's own path begins. */
    private final int pathAt;

    private final byte[] constant;

    Http1Request(HttpDriver driver, RequestStep step, HttpTarget target, boolean compression) {
        super(driver, step);
        String base = step.method() + " " + target.basePath();
        pathAt = base.length();
        head.add(Pieces.of(base));
        head.add(Pieces.of(step.path(), Escape.PATH));
        head.add(Pieces.of(" HTTP/1.1\r\n"));
        RequestHeaders.of(step, target, compression).values().forEach(header -> {
            head.add(Pieces.of(header.name() + ": "));
            head.add(header.value());
            head.add(Pieces.of("\r\n"));
        });
        body = Pieces.of(step.body(), step.jsonBody() ? Escape.JSON : Escape.NONE);
        announcesContent = RequestHeaders.announcesContent(step);
        constant = step.variables().isEmpty() ? encoded() : null;
    }

    private byte[] encoded() {
        Call call = new Call();
        write(call, name -> null);
        byte[] all = new byte[call.requestLength];
        System.arraycopy(call.request, 0, all, 0, all.length);
        return all;
    }

    @Override
    void fill(UserVariables variables, Call call) {
        if (constant == null) {
            write(call, variables);
        } else {
            call.request = constant;
            call.requestLength = constant.length;
        }
    }

    private void write(Call call, UserVariables variables) {
        int length = body.write(call, 0, variables);
        int at = length;
        for (Pieces piece : head) {
            at = piece.write(call, at, variables);
        }
        if (announcesContent) {
            at = Pieces.put(call, at, CONTENT_LENGTH);
            at = Pieces.put(call, at, Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
            at = Pieces.put(call, at, LINE_END);
        }
        at = Pieces.put(call, at, LINE_END);
        moveToEnd(call, length, at);
    }

    /** The body was written first, because its length stands in the head; now it goes behind it. */
    private static void moveToEnd(Call call, int bodyLength, int end) {
        if (bodyLength > 0) {
            byte[] room = call.own(end + bodyLength);
            System.arraycopy(room, 0, room, end, bodyLength);
            System.arraycopy(room, bodyLength, room, 0, end);
        }
        call.requestIsOwn(end);
    }

    @Override
    boolean climbs(Call call) {
        return DotSegments.climb(call.request, pathAt, call.requestLength);
    }

    @Override
    String pathOf(Call call) {
        String line = new String(call.request, 0, lineEnd(call, 0), StandardCharsets.US_ASCII);
        return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }

    @Override
    void redirect(Call call, String path, boolean get) {
        byte[] old = call.request;
        int lineEnd = lineEnd(call, 0);
        String method = new String(old, 0, lineEnd, StandardCharsets.US_ASCII).split(" ", 2)[0];
        StringBuilder head = new StringBuilder((get ? "GET" : method) + " " + path + " HTTP/1.1\r\n");
        int at = lineEnd + 2;
        for (int end = lineEnd(call, at); end > at; at = end + 2, end = lineEnd(call, at)) {
            String header = new String(old, at, end - at, StandardCharsets.ISO_8859_1);
            if (!get || !header.regionMatches(true, 0, "content-", 0, 8)) {
                head.append(header).append("\r\n");
            }
        }
        byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        int content = get ? 0 : call.requestLength - at - 2;
        byte[] all = new byte[first.length + content];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(old, call.requestLength - content, all, first.length, content);
        call.request = all;
        call.requestLength = all.length;
    }

    private static int lineEnd(Call call, int from) {
        int at = from;
        while (call.request[at] != '\r') {
            at++;
        }
        return at;
    }
}
