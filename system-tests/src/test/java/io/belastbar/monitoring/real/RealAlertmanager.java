package io.belastbar.monitoring.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.belastbar.monitoring.Installed;
import io.belastbar.monitoring.MonitoringFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** An Alertmanager of Debian's package on loopback with our example of routes, and those whom it tells. */
record RealAlertmanager(Process process, HttpServer receivers, List<String> told) implements AutoCloseable {

    private static final String RECEIVER =
            "url: \"http://127.0.0.1:9099/([a-z-]+)\", http_config: \\{ authorization: .*? } }";

    /** Tells at once, and again without waiting for hours: whom and what stands in the example, unchanged. */
    static RealAlertmanager start(Path folder, int port) throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        var receivers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receivers.createContext("/", exchange -> receive(exchange, told));
        receivers.start();
        var address = "url: \"http://127.0.0.1:" + receivers.getAddress().getPort() + "/$1\"";
        var file = Files.writeString(
                folder.resolve("alertmanager.yml"),
                Files.readString(MonitoringFiles.PROMETHEUS.resolve("alertmanager.yml"))
                        .replaceAll(RECEIVER, address)
                        .replaceAll("(group_wait|group_interval): \\w+", "$1: 1s"));
        var process = new ProcessBuilder(
                        program().toString(),
                        "--config.file=" + file,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alertmanager.log").toFile())
                .start();
        return new RealAlertmanager(process, receivers, told);
    }

    /** Upstream's name, or Debian's. */
    static Path program() {
        return Installed.program("prometheus-alertmanager", "prometheus-alertmanager", "alertmanager");
    }

    /** A line for each alert: who was told, in which state it is, which it is and of whom. */
    private static void receive(HttpExchange exchange, List<String> told) throws IOException {
        try (exchange) {
            JsonNode message = new ObjectMapper().readTree(exchange.getRequestBody());
            MonitoringFiles.stream(message.path("alerts"))
                    .map(alert -> String.join(
                            " ",
                            exchange.getRequestURI().getPath().substring(1),
                            alert.path("status").asText(),
                            alert.at("/labels/alertname").asText(),
                            alert.at("/labels/component").asText()))
                    .forEach(told::add);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        process.destroyForcibly();
        receivers.stop(0);
    }
}
