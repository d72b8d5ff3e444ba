package io.belastbar.load.http;

import io.belastbar.load.address.DotSegments;
import io.belastbar.load.engine.Driver.UserVariables;
import io.belastbar.load.scenario.RequestStep;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A step in HTTP/2 (RFC 9113). Its bytes are counted before header compression. */
final class Http2Request extends PreparedRequest {

    /** Of a connection, which in HTTP/2 is not the request's to describe (RFC 9113, 8.2.2). */
    private static final Set<String> NOT_IN_HTTP2 =
            Set.of("host", "connection", "keep-alive", "proxy-connection", "upgrade", "te");

    private final String scheme;
    private final Pieces authority;
    private final String basePath;
    private final Pieces path;
    private final Map<String, Pieces> headers = new LinkedHashMap<>();
    private final Pieces body;
    private final boolean hasBody;
    private final Http2Headers constant;
    private final byte[] constantBody;

    Http2Request(HttpDriver driver, RequestStep step, HttpTarget target, boolean compression) {
        super(driver, step);
        scheme = target.tls() ? "https" : "http";
        basePath = target.basePath();
        path = Pieces.of(step.path(), Escape.PATH);
        Map<String, RequestHeaders.Header> all = RequestHeaders.of(step, target, compression);
        authority = all.get("host").value();
        all.forEach((name, header) -> {
            if (!NOT_IN_HTTP2.contains(name)) {
                headers.put(name, header.value());
            }
        });
        body = Pieces.of(step.body(), step.jsonBody() ? Escape.JSON : Escape.NONE);
        hasBody = step.body() != null;
        boolean fixed = step.variables().isEmpty();
        constantBody = fixed ? body(name -> null) : null;
        constant = fixed ? headers(name -> null, constantBody) : null;
    }

    @Override
    void fill(UserVariables variables, Call call) {
        call.content = constant == null ? body(variables) : constantBody;
        call.headers = constant == null ? headers(variables, call.content) : constant;
    }

    private byte[] body(UserVariables variables) {
        return hasBody ? body.text(variables).getBytes(StandardCharsets.UTF_8) : null;
    }

    private Http2Headers headers(UserVariables variables, byte[] content) {
        Http2Headers all = new DefaultHttp2Headers(false)
                .method(method())
                .scheme(scheme)
                .authority(authority.text(variables))
                .path(basePath + path.text(variables));
        headers.forEach((name, value) -> all.add(name, value.text(variables)));
        if (content != null) {
            all.add("content-length", Integer.toString(content.length));
        }
        return all;
    }

    static long bytes(Call call) {
        long bytes = call.content == null ? 0 : call.content.length;
        return bytes + bytes(call.headers);
    }

    static long bytes(Http2Headers headers) {
        long bytes = 0;
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            bytes += header.getKey().length() + header.getValue().length();
        }
        return bytes;
    }

    @Override
    boolean climbs(Call call) {
        return DotSegments.climb(pathOf(call).substring(basePath.length()));
    }

    @Override
    String pathOf(Call call) {
        return call.headers.path().toString();
    }

    @Override
    void redirect(Call call, String next, boolean get) {
        Http2Headers changed =
                new DefaultHttp2Headers(false).setAll(call.headers).path(next);
        if (get) {
            changed.method("GET").remove("content-length");
            changed.remove("content-type");
            call.content = null;
        }
        call.headers = changed;
    }
}
