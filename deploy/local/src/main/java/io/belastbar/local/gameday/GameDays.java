package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.progress.StreamFollower;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** The doors of chaos-service for game days, as an operator. */
final class GameDays {
    static final String SERVICE = "chaos";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** How long a service that is started again may be away. */
    private static final int AWAY_TRIES = 90;

    private final ApiClient api;
    private final Duration pause;

    GameDays(ApiClient api) {
        this(api, PAUSE);
    }

    GameDays(ApiClient api, Duration pause) {
        this.api = api.asOperator();
        this.pause = pause;
    }

    ApiClient api() {
        return api;
    }

    static String path(String id) {
        return "/api/v1/game-days/" + ApiPath.segment(id);
    }

    /** @throws CommandFailure if there is none, or it cannot be read now */
    JsonNode get(String id) throws IOException, InterruptedException {
        return required(api.get(SERVICE, path(id)), "the game day cannot be read");
    }

    /** @return the game day, which is under way to its end or has reached it */
    ApiClient.Answer abort(String id) throws IOException, InterruptedException {
        var answer = api.delete(SERVICE, path(id));
        required(answer, "the game day was not aborted");
        return answer;
    }

    static JsonNode required(ApiClient.Answer answer, String outcome) {
        if (!answer.isSuccess() || answer.body() == null) {
            throw new CommandFailure(
                    answer.isSuccess() ? ExitCodes.ABORTED : answer.exitCode(), answer.sentence(outcome));
        }
        return answer.body();
    }

    /**
     * Tells everything that happens until the game day has ended. A service that is away for a while is waited for: the
     * game day goes on at another instance, or is undone by it.
     *
     * @return the game day as it ended
     * @throws CommandFailure if it cannot be followed to its end
     */
    JsonNode follow(String id, Consumer<Moment> moments, Consumer<String> notes)
            throws IOException, InterruptedException {
        var stream = new StreamFollower(
                api, SERVICE, StreamFollower.SILENCE_MAX, (name, data) -> moment(data, moments, notes), notes);
        for (int away = 0; ; away++) {
            try {
                stream.follow(path(id), path(id) + "/events");
                JsonNode day = get(id);
                if ("ENDED".equals(day.path("state").asText())) {
                    return day;
                }
                throw new CommandFailure(ExitCodes.ABORTED, "the game day goes on, but cannot be followed: " + id);
            } catch (CommandFailure failure) {
                if (failure.exitCode() != ExitCodes.ABORTED || away >= AWAY_TRIES) {
                    throw failure;
                }
                if (away == 0) {
                    notes.accept(failure.getMessage());
                }
                Thread.sleep(pause);
            }
        }
    }

    private static void moment(String data, Consumer<Moment> moments, Consumer<String> notes) {
        try {
            moments.accept(Moment.ofEvent(JSON.readTree(data)));
        } catch (IOException notJson) {
            notes.accept(Moment.plain(data));
        }
    }
}
