package io.belastbar.faulttolerance.fallback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers in Redis, so that an instance that has just started has some, too. Gives up after the timeout. */
public class SharedAnswersRepository {
    private final RedisAPI redis;
    private final ObjectMapper json;
    private final Duration timeout;
    private final Duration maxAge;

    public SharedAnswersRepository(RedisAPI redis, ObjectMapper json, Duration timeout, Duration maxAge) {
        this.redis = redis;
        this.json = json;
        this.timeout = timeout;
        this.maxAge = maxAge;
    }

    Uni<Void> remember(String key, Object value, Instant at) {
        try {
            String text = json.writeValueAsString(Map.of("at", at.toString(), "value", value));
            return bounded(redis.set(List.of(redisKey(key), text, "PX", Long.toString(maxAge.toMillis()))))
                    .replaceWithVoid();
        } catch (JsonProcessingException e) {
            return Uni.createFrom().failure(e);
        }
    }

    <T> Uni<Optional<Answer<T>>> recall(String key, Class<T> type) {
        return bounded(redis.get(redisKey(key)))
                .map(found -> found == null ? Optional.empty() : Optional.of(parse(found.toString(), type)));
    }

    private <T> Answer<T> parse(String text, Class<T> type) {
        try {
            JsonNode tree = json.readTree(text);
            T value = json.treeToValue(tree.required("value"), type);
            return new Answer<>(value, true, Instant.parse(tree.required("at").textValue()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not an answer of " + type.getSimpleName(), e);
        }
    }

    private Uni<Response> bounded(Uni<Response> command) {
        return command.ifNoItem().after(timeout).fail();
    }

    private static String redisKey(String key) {
        return "belastbar:last-known-good:" + key;
    }
}
