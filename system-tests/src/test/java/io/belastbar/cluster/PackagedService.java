package io.belastbar.cluster;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.running.CommandLine;
import io.belastbar.running.Waiting;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service's packaged jar as a pod runs it: told by variables alone. */
record PackagedService(Process process, int port, Path log, HttpClient http) implements AutoCloseable {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    /** Nobody answers there any more, or not yet. */
    static final int NO_ANSWER = 0;

    static PackagedService start(String module, Path log, Map<String, String> variables) throws IOException {
        int port = FreePorts.find(1).getFirst();
        var java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-jar",
                        ROOT.resolve(module)
                                .resolve("target/quarkus-app/quarkus-run.jar")
                                .toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var environment = java.environment();
        TestInfrastructure.settings().forEach((key, value) -> environment.put(variable(key), value));
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        // On a machine that does much else, a first connection takes longer than the five seconds of the default.
        environment.put("QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT", "60S");
        environment.putAll(variables);
        return new PackagedService(java.start(), port, log, HttpClient.newHttpClient());
    }

    /** As Kubernetes' own variables are named after configuration keys. */
    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    record Answer(int status, String body) {}

    Answer ask(String path) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer viewer-token")
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException nobody) {
            return new Answer(NO_ANSWER, "");
        }
    }

    void until(Duration limit, String path, int status) throws Exception {
        Waiting.until(
                limit,
                () -> ask(path).status() == status || !process.isAlive(),
                () -> path + " was " + ask(path) + "\n" + said());
        if (!process.isAlive()) {
            throw new AssertionError("it ended before " + path + " was " + status + "\n" + said());
        }
    }

    /** A request of which the end is not sent yet. */
    Upload begin(String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        var head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer viewer-token\r\n"
                + "Content-Type: application/json\r\nAccept: application/json\r\nConnection: close\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes, 0, 1);
        socket.getOutputStream().flush();
        return new Upload(socket, bytes);
    }

    record Upload(Socket socket, byte[] bytes) implements AutoCloseable {
        /** Sends the rest and reads the first line of the answer. */
        String finish() throws IOException {
            socket.getOutputStream().write(bytes, 1, bytes.length - 1);
            socket.getOutputStream().flush();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("no answer");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    void terminate() throws Exception {
        CommandLine.signal("TERM", process.pid());
    }

    boolean ends(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    String said() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
