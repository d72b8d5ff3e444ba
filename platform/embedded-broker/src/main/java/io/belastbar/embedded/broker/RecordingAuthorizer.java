package io.belastbar.embedded.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/**
 * Kafka's own authorizer, which writes down what it was asked, each question once: for tests that hold the rights of users
 * against what they do.
 *
 * <p>A line is {@code principal operation resource-type resource-name result}. The result is {@code ALLOWED},
 * {@code DENIED}, or {@code UNSEEN} for a refusal that nobody is told of, as of a topic that is left out of a list.
 */
public final class RecordingAuthorizer extends StandardAuthorizer {
    /** Names the file, in the broker's settings. */
    public static final String RECORD = "belastbar.authorizer.record";

    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private Path record;

    @Override
    public void configure(Map<String, ?> settings) {
        record = Path.of(settings.get(RECORD).toString());
        super.configure(settings);
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext request, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(request, actions);
        for (int number = 0; number < actions.size(); number++) {
            write(line(request, actions.get(number), results.get(number)));
        }
        return results;
    }

    private static String line(AuthorizableRequestContext request, Action action, AuthorizationResult result) {
        boolean unseen = result == AuthorizationResult.DENIED && !action.logIfDenied();
        return String.join(
                " ",
                request.principal().toString(),
                action.operation().name(),
                action.resourcePattern().resourceType().name(),
                action.resourcePattern().name(),
                unseen ? "UNSEEN" : result.name());
    }

    private synchronized void write(String line) {
        if (!written.add(line)) {
            return;
        }
        try {
            Files.writeString(record, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("record of " + record, e);
        }
    }
}
