package io.belastbar.backbone.trace;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Traces go over OTLP to a collector in this JVM that takes and forgets them, in threads that tell what they cost. */
public class SinkProfile implements QuarkusTestProfile {

    /** The name of its threads. */
    static final String SINK = "otlp-sink";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "belastbar.backbone.inbox.patience", "30s",
                "quarkus.otel.sdk.disabled", "false",
                "quarkus.otel.exporter.otlp.protocol", "http/protobuf",
                "quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:" + open());
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(SwitchedSpans.class);
    }

    private static int open() {
        try {
            ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread.ofPlatform().daemon().name(SINK).start(() -> serve(door));
            return door.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(ServerSocket door) {
        while (true) {
            try {
                Socket caller = door.accept();
                Thread.ofPlatform().daemon().name(SINK).start(() -> take(caller));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @SuppressWarnings("deprecation")
    private static void take(Socket caller) {
        try (caller) {
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(caller.getInputStream()));
            int length = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip());
                } else if (line.isEmpty()) {
                    in.skipNBytes(length);
                    caller.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException gone) {
            // Whoever exports has ended.
        }
    }
}
