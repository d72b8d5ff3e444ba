package io.belastbar.web.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Lets texts be compressed wherever they come from. Quarkus marks every answer {@code identity} and takes the mark away
 * only where an endpoint declares what it produces.
 */
public class CompressionFilter {

    private static final Set<String> COMPRESSED = Set.of(
            "application/json",
            "application/problem+json",
            "application/yaml",
            "text/yaml",
            "text/plain",
            "text/html",
            "text/markdown");

    @ServerResponseFilter
    public void compress(ContainerResponseContext answer, HttpServerResponse response) {
        boolean identity = "identity".equals(response.headers().get(HttpHeaders.CONTENT_ENCODING));
        if (identity && isText(answer)) {
            response.headers().remove(HttpHeaders.CONTENT_ENCODING);
        }
    }

    // An answer without a type yet gets JSON or plain text, unless it is bytes.
    private static boolean isText(ContainerResponseContext answer) {
        MediaType type = answer.getMediaType();
        return type == null
                ? answer.hasEntity() && !(answer.getEntity() instanceof byte[])
                : COMPRESSED.contains(type.getType() + "/" + type.getSubtype());
    }
}
