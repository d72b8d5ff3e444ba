package io.belastbar.loadtest.interchange;

import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.load.imports.ImportFormat;
import io.belastbar.load.imports.RunImport;
import io.belastbar.load.imports.RunImport.ImportedFile;
import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.context.ValueUnit;
import io.belastbar.load.imports.source.ImportLimits;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredResponses;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/** Takes what other load testers measured. */
@Path("/api/v1/systems/{system}/test-run-imports")
public class TestRunImportResource {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ImportRun imports;
    private final Clock clock = Clock.systemUTC();
    /** A large file takes memory while it is read: one after the other. */
    private final Semaphore reading = new Semaphore(1, true);

    TestRunImportResource(ImportRun imports) {
        this.imports = imports;
    }

    /**
     * Stores the body as a finished run; 201 with its address and what the file was taken for, 413 above 64 MB.
     *
     * @param format of the body; {@code auto} or missing: told from its first bytes
     * @param unit of the times of a format that does not say: {@code ns}, {@code us}, {@code ms} or {@code s}; missing:
     *     guessed, which is noted; 400 where the format says it
     * @param scenario what it is a run of; no scenario of that name needs to be stored
     */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.ENGINEER)
    @RunOnVirtualThread
    @Answers(201)
    public Response store(
            @PathParam("system") String system,
            @QueryParam("format") String format,
            @QueryParam("unit") String unit,
            @QueryParam("scenario") String scenario,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context SecurityContext caller,
            InputStream body)
            throws IOException, InterruptedException {
        ImportFormat known = ImportFormat.named(format).orElse(null);
        ValueUnit knownUnit = ValueUnit.named(unit).orElse(null);
        if (scenario == null || !NAME.matcher(scenario).matches()) {
            throw InvalidInput.of(
                    "scenario",
                    "must be 1 to 63 letters, digits, dots, underscores and dashes",
                    String.valueOf(scenario));
        }
        String by = caller.getUserPrincipal().getName();
        String operation = "POST /api/v1/systems/" + system + "/test-run-imports " + format + " " + scenario
                + (knownUnit == null ? "" : " " + knownUnit.label());
        try (ReceivedFile file = ReceivedFile.of(body, ImportLimits.DEFAULT.bytesMax())) {
            IdempotentRequest request = new IdempotentRequest(by, operation, idempotencyKey, file.tag());
            Instant now = clock.instant();
            ImportContext context =
                    new ImportContext(system, scenario, UUID.randomUUID().toString(), now).withUnit(knownUnit);
            return store(known, file, context, request);
        }
    }

    private Response store(ImportFormat format, ReceivedFile file, ImportContext context, IdempotentRequest request)
            throws IOException, InterruptedException {
        reading.acquire();
        try (InputStream in = file.open()) {
            ImportedFile read = RunImport.readFile(format, in, context);
            ImportedRun imported = ImportedRun.of(read.result(), request.principal(), context.receivedAt());
            return StoredResponses.of(Await.of(imports.store(imported, new ImportAnswer(read), request), PATIENCE));
        } finally {
            reading.release();
        }
    }
}
