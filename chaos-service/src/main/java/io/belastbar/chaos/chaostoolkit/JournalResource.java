package io.belastbar.chaos.chaostoolkit;

import io.belastbar.chaos.chaostoolkit.reading.ExperimentReader;
import io.belastbar.chaos.chaostoolkit.writing.Journal;
import io.belastbar.chaos.chaostoolkit.writing.RunbookWriter;
import io.belastbar.chaos.chaostoolkit.writing.WrittenExperiment;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.GameDayEventRepository;
import io.belastbar.chaos.gameday.store.GameDayRepository;
import io.belastbar.chaos.runbook.store.Runbooks;
import io.belastbar.chaos.runbook.store.Words;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.jobs.Await;
import io.belastbar.web.document.StoredDocument;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Game days that are over, as journals of Chaos Toolkit. */
@Path("/api/v1/game-days/{id}/journal")
@RunOnVirtualThread
public class JournalResource {
    private static final int EVENTS_MAX = 100_000;

    private final GameDayRepository days;
    private final GameDayEventRepository events;
    private final Experiments experiments;
    private final String software;

    JournalResource(
            GameDayRepository days,
            GameDayEventRepository events,
            Experiments experiments,
            @ConfigProperty(name = "quarkus.application.version") String software) {
        this.days = days;
        this.events = events;
        this.experiments = experiments;
        this.software = software;
    }

    /** By what game days went, as experiments. */
    @Singleton
    static class Experiments {
        private final Runbooks runbooks;
        private final Words words;

        Experiments(Runbooks runbooks, Words words) {
            this.runbooks = runbooks;
            this.words = words;
        }

        WrittenExperiment of(GameDay day) {
            StoredDocument stored = Await.of(runbooks.version(
                            day.system(), day.script().runbook(), day.script().version()))
                    .orElseThrow(() -> new NotFound("runbook", day.script().runbook()));
            DocumentNode document = DocumentParser.parse(Runbooks.text(stored));
            return ExperimentReader.speaks(document)
                    ? WrittenExperiment.of(
                            document,
                            ExperimentReader.read(
                                    stored.name(), document, day.script().variables(), words.of(day.system())))
                    : RunbookWriter.write(
                            day.system(), runbooks.read(stored, day.script().variables()));
        }
    }

    /** 409 while it is under way. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR, Roles.AUDITOR})
    @Answers({200, 404, 409})
    public String journal(@PathParam("id") UUID id) {
        GameDay day = Await.of(days.find(id)).orElseThrow(() -> new NotFound("game day", id.toString()));
        if (!day.course().isOver() || day.finishedAt().isEmpty()) {
            throw new Conflict("game day " + id + " is under way: its journal is written at its end");
        }
        Journal.End end = new Journal.End(
                day.course().outcome().orElseThrow(),
                day.startedAt().orElse(day.plannedAt()),
                day.finishedAt().get(),
                software);
        return Journal.write(experiments.of(day), end, Await.of(events.first(id, EVENTS_MAX)))
                        .toPrettyString()
                + "\n";
    }
}
