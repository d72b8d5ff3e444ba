package io.belastbar.capacity.history.upload;

import io.belastbar.capacity.history.upload.StoreUpload.Upload;
import io.belastbar.web.body.SentText;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Takes the values of series that somebody has. They are many, which takes time that an event loop has not got. */
@Path("/api/v1/systems/{system}/series")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ENGINEER)
@RunOnVirtualThread
public class UploadResource {

    private static final int CREATED = 201;
    private static final int OK = 200;

    private final StoreUpload store;
    private final SecurityIdentity caller;
    private final Clock clock = Clock.systemUTC();

    UploadResource(StoreUpload store, SecurityIdentity caller) {
        this.store = store;
        this.caller = caller;
    }

    /** What a table does not say in a column. */
    public static class Defaults {

        @QueryParam("metric")
        String metric;

        @QueryParam("unit")
        String unit;

        @QueryParam("kind")
        String kind;

        @QueryParam("zone")
        String zone;

        private Map<String, SentField> fields() {
            var fields = new HashMap<String, SentField>();
            fields.put("metric", SentField.parameter("metric", metric));
            fields.put("unit", SentField.parameter("unit", unit));
            fields.put("kind", SentField.parameter("kind", kind));
            fields.put("zone", SentField.parameter("zone", zone));
            return fields;
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Store the values of series, all or none; what is known already is left as it is",
            description = "At most 250,000 points, 500 series and 24 MiB a request: 413 above.")
    @RequestBody(content = @Content(schema = @Schema(implementation = String.class)))
    @Answers({CREATED, OK})
    public Response post(
            @PathParam("system") String system,
            @QueryParam("replace") @DefaultValue("false") String replace,
            @Context HttpHeaders headers,
            InputStream body)
            throws IOException {
        var faults = new Faults();
        try (var text = SentText.of(body, headers)) {
            boolean replaces = replaces(replace, faults);
            return store(system, SeriesJson.read(text.reader(), faults), faults, replaces);
        }
    }

    @POST
    @Consumes("text/csv")
    @Operation(
            summary = "The same from a table with a header line",
            description =
                    "At most 250,000 rows, 500 series and 24 MiB a request: 413 above. A row has at most 100,000 characters.")
    @RequestBody(content = @Content(schema = @Schema(implementation = String.class)))
    @Answers({CREATED, OK})
    public Response postTable(
            @PathParam("system") String system,
            @QueryParam("replace") @DefaultValue("false") String replace,
            @BeanParam Defaults defaults,
            @Context HttpHeaders headers,
            InputStream body)
            throws IOException {
        var faults = new Faults();
        try (var text = SentText.of(body, headers)) {
            boolean replaces = replaces(replace, faults);
            return store(system, SeriesCsv.read(text.reader(), defaults.fields(), faults), faults, replaces);
        }
    }

    private static boolean replaces(String text, Faults faults) {
        boolean replaces = text.equals("true");
        if (!replaces && !text.equals("false")) {
            SentField.parameter("replace", text).fault(faults, "is true or false");
            faults.throwIfAny();
        }
        return replaces;
    }

    private Response store(String system, List<SentSeries> sent, Faults faults, boolean replace) {
        var upload = new Upload(caller.getPrincipal().getName(), clock.instant(), replace);
        var receipt = store.store(system, sent, faults, upload);
        return Response.status(receipt.stored() + receipt.replaced() > 0 ? CREATED : OK)
                .entity(receipt)
                .build();
    }
}
