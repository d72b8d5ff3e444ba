package io.belastbar.faultproxy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fault proxy as its users start it: another process. */
final class ProxyProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("listening at 127\\.0\\.0\\.1:([0-9]+)");

    private final Process process;
    private final Path output;

    ProxyProcess(Path folder, String... arguments) throws IOException {
        output = Files.createTempFile(folder, "proxy", ".log");
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                FaultProxyMain.class.getName(),
                "--listen",
                "127.0.0.1:0"));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Its API's port, once it answers there. */
    int port() throws Exception {
        Await.until(() -> READY.matcher(output()).find() || !process.isAlive());
        Matcher matcher = READY.matcher(output());
        if (!matcher.find()) {
            throw new AssertionError(output());
        }
        return Integer.parseInt(matcher.group(1));
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("still runs");
        }
        return process.exitValue();
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        return RunningServer.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }
}
