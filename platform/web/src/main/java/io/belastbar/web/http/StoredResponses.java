package io.belastbar.web.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Turns a stored answer into a response. */
public final class StoredResponses {

    private StoredResponses() {}

    public static Response of(StoredAnswer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        if (answer.location() != null) {
            response.header(HttpHeaders.LOCATION, answer.location());
        }
        if (answer.body() != null) {
            response.type(MediaType.APPLICATION_JSON_TYPE).entity(answer.body());
        }
        return response.build();
    }
}
