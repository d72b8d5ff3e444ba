package io.belastbar.local.status;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks one server for its first bytes, each wait within the limit. */
record Probe(URI server, Duration limit) {
    private static final int LINE_BYTES_MAX = 512;
    private static final int MESSAGE_BYTES_MAX = 1 << 16;
    private static final int CORRELATION = 0x62656c61;

    private interface Reading {
        Answer from(DataInputStream in) throws IOException;
    }

    Answer postgres() {
        byte[] parameters = "user\0belastbar_status\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
        int length = 8 + parameters.length;
        byte[] greeting = ByteBuffer.allocate(length)
                .putInt(length)
                .putInt(3 << 16)
                .put(parameters)
                .array();
        return ask(greeting, in -> {
            byte type = in.readByte();
            int size = in.readInt();
            byte[] body = in.readNBytes(Math.clamp(size - 4L, 0, MESSAGE_BYTES_MAX));
            return Answer.ofPostgres(ByteBuffer.allocate(5 + body.length)
                    .put(type)
                    .putInt(size)
                    .put(body)
                    .array());
        });
    }

    Answer redis() {
        return ask("PING\r\n".getBytes(StandardCharsets.US_ASCII), in -> Answer.ofRedis(line(in)));
    }

    Answer kafka() {
        byte[] client = "status".getBytes(StandardCharsets.US_ASCII);
        byte[] apiVersions = ByteBuffer.allocate(14 + client.length)
                .putInt(10 + client.length)
                .putShort((short) 18)
                .putShort((short) 0)
                .putInt(CORRELATION)
                .putShort((short) client.length)
                .put(client)
                .array();
        return ask(apiVersions, in -> {
            var response = new byte[8];
            in.readFully(response);
            return Answer.ofKafka(response, CORRELATION);
        });
    }

    Answer http(String path) {
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, server.getHost());
        return ask(request.getBytes(StandardCharsets.US_ASCII), in -> Answer.ofHttp(line(in)));
    }

    private Answer ask(byte[] question, Reading reading) {
        try (var socket = new Socket()) {
            int millis = (int) limit.toMillis();
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(question);
            return reading.from(new DataInputStream(socket.getInputStream()));
        } catch (SocketTimeoutException silent) {
            return Answer.none("nothing within " + limit.toMillis() + " ms");
        } catch (IOException refused) {
            return Answer.none(refused.getMessage() == null ? "it broke the connection off" : refused.getMessage());
        }
    }

    private static byte[] line(DataInputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.readByte(); next != '\n' && line.size() < LINE_BYTES_MAX; next = in.readByte()) {
            line.write(next);
        }
        return line.toByteArray();
    }
}
