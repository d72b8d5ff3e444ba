package io.belastbar.chaos.gameday.door;

import io.belastbar.chaos.gameday.store.Answer;
import io.belastbar.chaos.gameday.store.Confirmation;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.chaos.secret.SecretTexts;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.InvalidInput;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What people say on a game day and after it. Its path stays this short: a class whose path matches takes a call away from
 * every other, and answers 404 for what it does not know.
 */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, "application/yaml"})
@RunOnVirtualThread
public class PeopleResource {
    private static final int TEXT_LENGTH_MAX = 4_000;

    private final GameDayResource.Known known;
    private final People people;
    private final SecurityIdentity caller;

    PeopleResource(GameDayResource.Known known, People people, SecurityIdentity caller) {
        this.known = known;
        this.people = people;
        this.caller = caller;
    }

    /**
     * Confirms or denies a manual step: {@code {"step": "…", "accepted": true, "note": "…", "role": "…", "by": "…"}}. 403 with
     * the role whose matter it is.
     */
    @POST
    @Path("/game-days/{id}/confirmations")
    @RolesAllowed(Roles.OPERATOR)
    @Answers({409})
    public Confirmation confirm(@PathParam("id") UUID id, String body) {
        GameDay day = known.require(id);
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        root.requireMapping(errors);
        root.rejectUnknown(Set.of("step", "accepted", "note", "role", "by"), errors);
        String step = root.name("step", errors);
        boolean accepted = root.required("accepted", errors).asBoolean(errors).orElse(false);
        String note = root.optionalString("note", errors).orElse("");
        root.optional("note").ifPresent(said -> SecretTexts.refuse(said, TEXT_LENGTH_MAX, false, errors));
        Optional<String> role = root.optionalName("role", errors);
        Optional<String> name = root.optionalString("by", errors);
        errors.throwIfAny("the confirmation has faults");
        Runbook runbook = known.runbook(day);
        Deed.Confirm manual = runbook.everyStep()
                .filter(each -> each.name().equals(step))
                .map(Step::deed)
                .filter(Deed.Confirm.class::isInstance)
                .map(Deed.Confirm.class::cast)
                .findFirst()
                .orElseThrow(() -> InvalidInput.of("/step", "must be a step that is to be confirmed", step));
        String by = new Speaker(caller.getPrincipal().getName(), role, name).speakFor(runbook, step, manual);
        if (day.course().isOver()) {
            throw new Conflict("the game day is over");
        }
        Confirmation said = new Confirmation(step, manual.role(), accepted, note, by, now());
        if (!people.confirm(id, said)) {
            throw new Conflict("somebody has spoken of step " + step + " before");
        }
        return said;
    }

    /** Answers a question of the retrospective: {@code {"question": 0, "answer": "…"}}; the last answer counts. */
    @POST
    @Path("/game-days/{id}/answers")
    @RolesAllowed(Roles.OPERATOR)
    @Answers({409})
    public Answer answer(@PathParam("id") UUID id, String body) {
        GameDay day = known.require(id);
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        root.requireMapping(errors);
        root.rejectUnknown(Set.of("question", "answer"), errors);
        DocumentNode question = root.required("question", errors);
        long number = question.asInteger(errors).orElse(-1L);
        String answer = root.string("answer", errors);
        root.optional("answer").ifPresent(said -> SecretTexts.refuse(said, TEXT_LENGTH_MAX, true, errors));
        errors.throwIfAny("the answer has faults");
        List<String> questions = known.runbook(day).questions();
        if (number < 0 || number >= questions.size()) {
            throw InvalidInput.of(
                    "/question",
                    "must be the position of a question, from 0 to below " + questions.size(),
                    number + "");
        }
        if (day.startedAt().isEmpty()) {
            throw new Conflict("the game day has not begun");
        }
        Answer said = new Answer((int) number, answer, caller.getPrincipal().getName(), now());
        people.answer(day, questions.get((int) number), said);
        return said;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
