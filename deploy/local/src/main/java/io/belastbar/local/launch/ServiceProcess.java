package io.belastbar.local.launch;

import io.belastbar.embedded.process.GuardedProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One running service: its JVM under a guard, and the question whether it is ready. */
final class ServiceProcess {
    private static final Duration READY_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int LOG_LINES = 15;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private final URI url;
    private final GuardedProcess process;

    private ServiceProcess(URI url, GuardedProcess process) {
        this.url = url;
        this.process = process;
    }

    static ServiceProcess start(
            String name, URI url, Path runFolder, Path log, List<String> command, Map<String, String> environment)
            throws IOException {
        Path pidFile = runFolder.resolve(name + ".pid");
        return new ServiceProcess(url, GuardedProcess.start("TERM", pidFile, log, command, environment));
    }

    /** Waits for readiness; a JVM that ends before that is a failure with the end of its log. */
    void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IOException("ended while starting; the end of " + process.log() + ":\n" + logEnd());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "not ready after %d s; see %s\n%s".formatted(READY_LIMIT.toSeconds(), process.log(), logEnd()));
            }
            Thread.sleep(50);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path log() {
        return process.log();
    }

    void stop() throws InterruptedException {
        stopWithin(STOP_LIMIT);
    }

    void stopWithin(Duration limit) throws InterruptedException {
        process.stop(limit);
    }

    private boolean isReady() throws InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String logEnd() throws IOException {
        List<String> lines = Files.readAllLines(process.log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }
}
