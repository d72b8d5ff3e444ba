package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.document.InvalidInput;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;

/** A system's findings, the newest first. */
@Path("/api/v1/systems/{system}/findings")
@Produces(MediaType.APPLICATION_JSON)
public class FindingsResource {
    private final FindingRepository findings;

    FindingsResource(FindingRepository findings) {
        this.findings = findings;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<Finding>> list(
            @PathParam("system") String system,
            @QueryParam("status") String status,
            @QueryParam("limit") Integer requestedLimit,
            @QueryParam("cursor") String cursor) {
        int limit = Page.limit(requestedLimit);
        FindingStatus wanted = status == null ? null : status("status", status);
        int below = cursor == null ? Integer.MAX_VALUE : ordinal(cursor);
        return findings.list(system, wanted, below, limit + 1)
                .map(rows -> Page.of(rows, limit, finding -> Cursor.of(FindingRepository.ordinal(finding))));
    }

    /** The status that a text names; a wrong one gets a problem that names the right ones. */
    static FindingStatus status(String pointer, String text) {
        return Arrays.stream(FindingStatus.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(() -> InvalidInput.of(
                        pointer,
                        "must be one of " + Arrays.toString(FindingStatus.values()),
                        text == null ? "nothing" : text));
    }

    private static int ordinal(String cursor) {
        String part = Cursor.decode(cursor, 1).parts().getFirst();
        if (!part.matches("\\d{1,9}")) {
            throw InvalidInput.of("cursor", "must be a nextCursor of this list", cursor);
        }
        return Integer.parseInt(part);
    }
}
