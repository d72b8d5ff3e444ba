package io.belastbar.budget.escalation.trial;

import io.belastbar.budget.escalation.rules.RulesInForce;
import io.belastbar.budget.escalation.signal.Signal;
import io.belastbar.budget.escalation.signal.SignalKind;
import io.belastbar.contracts.Severity;
import io.belastbar.document.InvalidInput;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tries rules without telling anybody. */
@Path("/api/v1/systems/{system}/escalation-rules/match")
@Produces(MediaType.APPLICATION_JSON)
public class MatchResource {

    private final Pool pool;
    private final RulesInForce rules;
    private final Clock clock = Clock.systemUTC();

    MatchResource(Pool pool, RulesInForce rules) {
        this.pool = pool;
        this.rules = rules;
    }

    /**
     * Something that might happen.
     *
     * @param on as in a rule, for example {@code finding}
     * @param fields as in a rule's {@code if}, with the values that an event would have
     */
    public record Supposed(String on, Map<String, String> fields) {}

    /** What each rule in force makes of it. */
    public record Matches(String system, List<MatchedRule> rules) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Which rules a signal would meet, who would be told, and when; nothing is sent")
    @Answers({200, 409})
    public Uni<Matches> match(@PathParam("system") String system, Supposed supposed) {
        var signal = signal(system, supposed);
        return rules.of(pool, system)
                .map(inForce -> new Matches(system, MatchedRule.of(inForce, signal, clock.instant())));
    }

    private Signal signal(String system, Supposed supposed) {
        var word = supposed == null || supposed.on() == null ? "" : supposed.on();
        var kind = SignalKind.of(word)
                .orElseThrow(() -> InvalidInput.of(
                        "/on",
                        "is one of "
                                + Arrays.stream(SignalKind.values())
                                        .map(SignalKind::text)
                                        .collect(Collectors.joining(", ")),
                        word));
        var fields = new HashMap<String, String>();
        if (supposed.fields() != null) {
            supposed.fields().forEach((name, value) -> fields.put(known(kind, name), value == null ? "" : value));
        }
        var severity = severity(fields.computeIfAbsent("severity", absent -> Severity.HIGH.name()));
        var now = clock.instant();
        return new Signal(
                kind, system, "", "", severity, fields.get("component"), fields.get("title"), now, now, fields);
    }

    private static String known(SignalKind kind, String field) {
        return kind.field(field)
                .map(known -> field)
                .orElseThrow(() -> InvalidInput.of(
                        "/fields/" + field, "is a field of " + kind.text() + ": " + kind.fieldNames(), field));
    }

    private static Severity severity(String text) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        InvalidInput.of("/fields/severity", "is one of " + Arrays.toString(Severity.values()), text));
    }
}
