package io.belastbar.faultproxy.proxies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.spec.Address;
import io.belastbar.faultproxy.spec.ProxySpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The proxies of a process for the time after its end: never toxics. Written beside and renamed, so that a kill at any
 * moment leaves the former or the new state.
 */
public final class StateFile {
    private static final String FORMAT = "belastbar-fault-proxy";
    private static final int VERSION = 1;
    private static final long BYTES_MAX = 4 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;

    public StateFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** A file that is there but cannot be read as what it should be. */
    public static final class Unreadable extends IOException {
        Unreadable(Path file, String reason) {
            super("the state file " + file + " cannot be used: " + reason
                    + ". Remove it to start without the proxies that it kept");
        }
    }

    /**
     * What was written last; nothing when nothing was.
     *
     * @throws Unreadable when the file is half-written, of another program, or of a later version
     */
    public List<ProxySpec> read() throws IOException {
        byte[] bytes;
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new Unreadable(file, "it is larger than " + BYTES_MAX + " bytes");
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        try {
            return proxies(JSON.readTree(bytes));
        } catch (JsonProcessingException e) {
            throw new Unreadable(file, "it is no whole JSON (" + e.getOriginalMessage() + ")");
        } catch (Refusal | DateTimeException e) {
            throw new Unreadable(file, e.getMessage());
        }
    }

    private List<ProxySpec> proxies(JsonNode state) throws Unreadable {
        if (!FORMAT.equals(state.path("format").asText())
                || !state.path("proxies").isArray()) {
            throw new Unreadable(file, "it is not the state of a fault proxy");
        }
        if (state.path("version").asInt() != VERSION) {
            throw new Unreadable(file, "its version is " + state.path("version") + ", known here is " + VERSION);
        }
        var proxies = new ArrayList<ProxySpec>();
        for (JsonNode proxy : state.path("proxies")) {
            JsonNode until = proxy.path("downUntil");
            proxies.add(new ProxySpec(
                    text(proxy, "name"),
                    Address.parse("listen", text(proxy, "listen")),
                    Address.parse("upstream", text(proxy, "upstream")),
                    proxy.path("enabled").asBoolean(true),
                    until.isMissingNode()
                            ? null
                            : new ProxySpec.Down(proxy.path("downMs").asLong(), Instant.parse(until.asText()))));
        }
        return proxies;
    }

    private String text(JsonNode proxy, String field) throws Unreadable {
        if (!proxy.path(field).isTextual()) {
            throw new Unreadable(file, "a proxy in it has no " + field);
        }
        return proxy.path(field).asText();
    }

    /** Replaces what was written. */
    public void write(List<ProxySpec> proxies) throws IOException {
        ObjectNode state = JSON.createObjectNode().put("format", FORMAT).put("version", VERSION);
        var list = state.putArray("proxies");
        for (ProxySpec proxy : proxies) {
            ObjectNode node = list.addObject()
                    .put("name", proxy.name())
                    .put("listen", proxy.listen().toString())
                    .put("upstream", proxy.upstream().toString())
                    .put("enabled", proxy.enabled());
            if (proxy.down() != null) {
                node.put("downMs", proxy.down().ttlMs())
                        .put("downUntil", proxy.down().until().toString());
            }
        }
        replace(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(state));
    }

    private void replace(byte[] bytes) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
