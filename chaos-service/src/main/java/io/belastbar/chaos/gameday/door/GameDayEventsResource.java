package io.belastbar.chaos.gameday.door;

import io.belastbar.chaos.gameday.run.GameDayJob;
import io.belastbar.chaos.gameday.store.GameDayEvent;
import io.belastbar.chaos.gameday.store.GameDayEventRepository;
import io.belastbar.chaos.gameday.store.GameDayRepository;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.progress.ProgressLog;
import io.belastbar.web.progress.ProgressStream;
import io.belastbar.web.progress.ProgressStreams;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What happens on a game day as server-sent events: {@code step} for each, then {@code finished} with the game day. Late
 * joiners get all of them; a client that comes back sends Last-Event-ID and gets the rest.
 */
@Path("/api/v1/game-days/{id}/events")
public class GameDayEventsResource implements ProgressStream.Work<GameDayEvent> {
    /** A step is to be seen within 250 ms. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final GameDayJob job;
    private final GameDayRepository days;
    private final ProgressStream<GameDayEvent> stream;

    GameDayEventsResource(
            GameDayJob job, GameDayRepository days, GameDayEventRepository events, ProgressStreams streams) {
        this.job = job;
        this.days = days;
        this.stream = streams.of("game-day", this, events, LOOK_EVERY);
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Roles.VIEWER)
    public Multi<OutboundSseEvent> events(
            @PathParam("id") UUID id, @HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        return days.find(id)
                .map(found -> found.orElseThrow(() -> new NotFound("game day", id.toString())))
                .onItem()
                .transformToMulti(day -> stream.of(id, lastEventId, sse));
    }

    @Override
    public Optional<ProgressLog<GameDayEvent>> log(UUID id) {
        return job.progressOf(id);
    }

    @Override
    public Uni<Optional<Object>> end(UUID id) {
        return days.find(id)
                .map(found -> found.filter(day -> day.course().isOver()).map(GameDayView::of));
    }
}
