package io.belastbar.web.body;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.Method;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Answers 415 to a body that is not JSON where an endpoint does not say what it consumes: Quarkus would read it. */
public class MediaTypeFilter {

    private static final int BEFORE_RATE_LIMIT = 2800;

    @ServerRequestFilter(priority = BEFORE_RATE_LIMIT)
    public void refuse(ContainerRequestContext request, ResourceInfo resource) {
        MediaType type = request.getMediaType();
        if (type == null || isJson(type) || declares(resource) || !hasBody(request)) {
            return;
        }
        throw new NotSupportedException();
    }

    private static boolean hasBody(ContainerRequestContext request) {
        return request.getLength() > 0 || request.getHeaderString("Transfer-Encoding") != null;
    }

    private static boolean isJson(MediaType type) {
        return type.getType().equals("application")
                && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
    }

    private static boolean declares(ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        return method == null
                || method.isAnnotationPresent(Consumes.class)
                || resource.getResourceClass().isAnnotationPresent(Consumes.class);
    }
}
