package io.belastbar.budget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * Stands where a chat's webhook and a mail server would stand, and shows what it got: {@code GET /hooks},
 * {@code GET /mails}. The webhook answers the first attempt of each message with 500. Speaks as much SMTP (RFC 5321) as a sender needs.
 */
public class MessagePeer implements QuarkusTestResourceLifecycleManager {

    private final Queue<String> hooks = new ConcurrentLinkedQueue<>();
    private final Queue<String> alerts = new ConcurrentLinkedQueue<>();
    private final Queue<String> mails = new ConcurrentLinkedQueue<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private HttpServer server;
    private ServerSocket smtp;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            smtp = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/hook", this::take);
        server.createContext("/alertmanager/api/v2/alerts", this::takeAlerts);
        server.createContext("/alerts", exchange -> show(exchange, alerts));
        server.createContext("/hooks", exchange -> show(exchange, hooks));
        server.createContext("/mails", exchange -> show(exchange, mails));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        Thread.ofVirtual().start(this::receiveMail);
        return Map.ofEntries(
                Map.entry(
                        "belastbar.targets.team-chat.url",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/hook"),
                Map.entry("belastbar.escalation.signing-keys.team-chat", "key"),
                Map.entry(
                        "belastbar.targets.alerts.url",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/alertmanager"),
                Map.entry("belastbar.credentials.alerts.token", "let-me-in"),
                Map.entry("belastbar.escalation.resend", "1s"),
                Map.entry("belastbar.escalation.public-url", "https://belastbar.example/"),
                Map.entry("belastbar.targets.gone-chat.url", "http://127.0.0.1:1/"),
                Map.entry("belastbar.escalation.signing-keys.gone-chat", "key"),
                Map.entry("belastbar.escalation.emails.on-duty", "on-duty@example.org"),
                Map.entry("belastbar.escalation.from", "belastbar@example.org"),
                Map.entry("belastbar.escalation.back-off", "100ms"),
                Map.entry("belastbar.escalation.timeout", "60s"),
                Map.entry("belastbar.escalation.lease", "180s"),
                Map.entry("quarkus.mailer.mock", "false"),
                Map.entry("quarkus.mailer.host", "127.0.0.1"),
                Map.entry("quarkus.mailer.start-tls", "DISABLED"),
                Map.entry("quarkus.mailer.port", String.valueOf(smtp.getLocalPort())));
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.stop(0);
            }
            if (smtp != null) {
                smtp.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (seen.add(exchange.getRequestHeaders().getFirst("X-Belastbar-Delivery"))) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            var headers = exchange.getRequestHeaders();
            hooks.add(headers.getFirst("X-Belastbar-Timestamp") + "\n" + headers.getFirst("X-Belastbar-Signature")
                    + "\n" + body);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** As Alertmanager does it: whoever does not say who he is, or sends no alerts, is refused. */
    private void takeAlerts(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var known = "Bearer let-me-in".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (known) {
                alerts.add(body);
            }
            exchange.sendResponseHeaders(known ? 200 : 401, -1);
        }
    }

    private static void show(HttpExchange exchange, Queue<String> texts) throws IOException {
        try (exchange) {
            var body = String.join("\n\n", List.copyOf(texts)).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void receiveMail() {
        while (!smtp.isClosed()) {
            try {
                var connection = smtp.accept();
                Thread.ofVirtual().start(() -> converse(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void converse(Socket connection) {
        try (connection;
                var lines = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            say(connection, "220 peer ESMTP");
            var mail = new StringBuilder();
            var data = false;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                mail.append(line).append('\n');
                if (data && line.equals(".")) {
                    data = false;
                    mails.add(mail.toString());
                    mail.setLength(0);
                    say(connection, "250 taken");
                } else if (!data) {
                    data = line.equals("DATA");
                    say(connection, data ? "354 go on" : line.equals("QUIT") ? "221 bye" : "250 OK");
                }
            }
        } catch (IOException gone) {
            // The sender closed the connection: the conversation is over.
            mails.removeIf(String::isEmpty);
        }
    }

    private static void say(Socket connection, String line) throws IOException {
        connection.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
