package io.belastbar.embedded.kafka;

import io.belastbar.embedded.process.GuardedProcess;
import io.belastbar.embedded.process.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real Kafka broker (KRaft) on loopback, in a JVM of its own; logs survive a restart. */
public final class EmbeddedKafka {
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final String MAIN_CLASS = "io.belastbar.embedded.broker.BrokerNode";

    private final Path data;
    private final int port;
    private final int controllerPort;
    private final int partitions;
    private final List<String> topics;
    private GuardedProcess process;

    /** @param topics made at the start when they are missing, each with so many partitions */
    public EmbeddedKafka(Path data, int port, int controllerPort, int partitions, List<String> topics) {
        this.data = data;
        this.port = port;
        this.controllerPort = controllerPort;
        this.partitions = partitions;
        this.topics = List.copyOf(topics);
    }

    public int port() {
        return port;
    }

    /** Starts it and waits until the topics can be used. */
    public void start() throws IOException, InterruptedException {
        Path pidFile = data.resolveSibling(data.getFileName() + ".pid");
        Path log = data.resolveSibling(data.getFileName() + ".log");
        PidFile.reap(pidFile, MAIN_CLASS);
        Files.createDirectories(data);
        Path ready = data.resolve("belastbar-ready");
        Files.deleteIfExists(ready);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-Xms48m",
                "-Xmx256m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                BrokerClassPath.find(),
                MAIN_CLASS,
                data.toString(),
                "" + port,
                "" + controllerPort,
                "" + partitions,
                String.join(",", topics));
        process = GuardedProcess.start("TERM", pidFile, log, command, Map.of());
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!Files.exists(ready)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("Kafka did not start:\n" + Files.readString(log));
            }
            Thread.sleep(20);
        }
    }

    public void stop() throws InterruptedException {
        if (process != null) {
            process.stop(Duration.ofSeconds(20));
        }
    }

    /** A crash: the broker ends at once. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }
}
