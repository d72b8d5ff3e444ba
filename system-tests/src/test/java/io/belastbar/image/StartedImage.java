package io.belastbar.image;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.running.CommandLine;
import io.belastbar.running.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A process from an image's files alone, with the rights of nobody, told by variables what a deployment would tell it. */
public record StartedImage(Process sandbox, int port, Path log) implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(180);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** @param more variables, over those that say where the test's servers are */
    public static StartedImage of(UnpackedImage image, Map<String, String> more) throws IOException {
        int port = FreePorts.find(1).getFirst();
        var variables = new ArrayList<String>();
        TestInfrastructure.settings().forEach((key, value) -> variables.add(variable(key) + "=" + value));
        variables.add("QUARKUS_HTTP_HOST=127.0.0.1");
        // A migration that waits longer than five seconds for its first connection is a busy machine's, not the image's
        // fault.
        variables.add("QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT=60");
        variables.add("QUARKUS_HTTP_PORT=" + port);
        more.forEach((name, value) -> variables.add(name + "=" + value));
        return start(image.command(variables), port);
    }

    /** A command as it stands, which knows the port. */
    public static StartedImage start(List<String> command, int port) throws IOException {
        Path log = Files.createTempFile(BuiltImages.work(), "started-", ".log");
        Process sandbox = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new StartedImage(sandbox, port, log);
    }

    public String output() throws IOException {
        return Files.readString(log);
    }

    public void awaitReady() throws Exception {
        Waiting.until(
                READY_LIMIT,
                () -> {
                    if (!sandbox.isAlive()) {
                        throw new AssertionError("ended with " + sandbox.exitValue() + ":\n" + output());
                    }
                    return status("/q/health/ready", null) == 200;
                },
                this::output);
    }

    /** 0 when it does not answer. */
    public int status(String path, String token) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** The exit code of a process that comes to its end within the time. */
    public OptionalInt endWithin(Duration limit) throws InterruptedException {
        return sandbox.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(sandbox.exitValue())
                : OptionalInt.empty();
    }

    /** As Kubernetes does. */
    public void terminate() throws Exception {
        CommandLine.signal("TERM", java().pid());
    }

    /** The sandbox waits for it as its parent, and hands its exit code on. */
    public ProcessHandle java() {
        return sandbox.descendants().reduce((upper, lower) -> lower).orElse(sandbox.toHandle());
    }

    @Override
    public void close() {
        sandbox.descendants().forEach(ProcessHandle::destroyForcibly);
        sandbox.destroyForcibly();
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
