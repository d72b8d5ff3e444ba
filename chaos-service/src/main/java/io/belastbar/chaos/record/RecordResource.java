package io.belastbar.chaos.record;

import io.belastbar.jobs.Await;
import io.belastbar.resilience.record.verify.RecordVerifier;
import io.belastbar.resilience.record.verify.Trust;
import io.belastbar.resilience.record.verify.VerificationAnswer;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.time.InstantSource;
import java.util.UUID;

/** The record of a game day, byte for byte as it is verified. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
public class RecordResource {
    private static final String LINES = "application/jsonl";

    private final RecordRepository records;
    private final RecordSigner signer;
    private final WriteRecord writing;
    private final AddToRecord addition;
    private final SecurityIdentity caller;
    private final InstantSource clock = InstantSource.system();

    RecordResource(
            RecordRepository records,
            RecordSigner signer,
            WriteRecord writing,
            AddToRecord addition,
            SecurityIdentity caller) {
        this.writing = writing;
        this.records = records;
        this.signer = signer;
        this.addition = addition;
        this.caller = caller;
    }

    /** The key that signs records here: to be kept elsewhere by whoever will verify them. */
    public record Key(String fingerprint, String publicKey) {}

    @GET
    @Path("/record-key")
    public Key key() {
        return new Key(signer.open().fingerprint(), signer.open().pem());
    }

    /** Of a game day under way it ends with a head of this moment. */
    @GET
    @Path("/game-days/{id}/record")
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR, Roles.AUDITOR})
    @Produces(LINES)
    public Response record(@PathParam("id") UUID gameDay) {
        WriteRecord.Extent extent = writing.extent(gameDay);
        if (extent.isEmpty()) {
            throw new NotFound("record of a game day", gameDay.toString());
        }
        StreamingOutput written = out -> writing.write(extent, out);
        return Response.ok(written)
                .type(LINES)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"record-" + gameDay + ".jsonl\"")
                .build();
    }

    /** Against this platform's own key. Whoever does not trust the platform runs the command line on the file. */
    @GET
    @Path("/game-days/{id}/record/verification")
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR, Roles.AUDITOR})
    public VerificationAnswer verification(@PathParam("id") UUID gameDay, @QueryParam("lang") String lang) {
        var language = ReportResponses.language(lang);
        StoredRecord stored = stored(gameDay);
        Trust trust = Trust.inKey(signer.open().fingerprint());
        var verified = RecordVerifier.verify(file(stored), stored.isFinished() ? trust : trust.underWay());
        return VerificationAnswer.of(verified, language);
    }

    @POST
    @Path("/game-days/{id}/record/corrections")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    @Answers({201, 404, 409})
    public Response correct(@PathParam("id") UUID gameDay, String body) {
        addition.correct(gameDay, body, caller.getPrincipal().getName());
        return added(gameDay);
    }

    @POST
    @Path("/game-days/{id}/record/sign-off")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.AUDITOR)
    @Answers({201, 404, 409})
    public Response signOff(@PathParam("id") UUID gameDay, String body) {
        addition.signOff(gameDay, body, caller.getPrincipal().getName());
        return added(gameDay);
    }

    private static Response added(UUID gameDay) {
        return Response.created(URI.create("/api/v1/game-days/" + gameDay + "/record"))
                .build();
    }

    private StoredRecord stored(UUID gameDay) {
        StoredRecord stored = Await.of(records.read(gameDay));
        if (stored.isEmpty()) {
            throw new NotFound("record of a game day", gameDay.toString());
        }
        return stored;
    }

    private byte[] file(StoredRecord stored) {
        return stored.unsigned()
                .map(position -> stored.fileWith(signer.sign(stored.gameDay(), position, clock.instant())))
                .orElseGet(stored::file);
    }
}
