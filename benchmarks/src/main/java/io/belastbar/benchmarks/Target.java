package io.belastbar.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What all generators of a run are measured against: nginx with one worker if it is installed, else a small server. */
record Target(Process process, String name, int port, Path folder) implements AutoCloseable {

    static Target start() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path folder = Files.createTempDirectory("belastbar-benchmark");
        // Started by root, nginx serves files as somebody else.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path nginx = Programs.find("nginx");
        Target target = nginx == null
                ? new Target(
                        Programs.java(List.of(NettyTarget.class.getName(), "" + port)), "Netty target", port, folder)
                : nginx(nginx, port, folder);
        Runtime.getRuntime().addShutdownHook(new Thread(target::close));
        target.awaitReady();
        return target;
    }

    private static Target nginx(Path nginx, int port, Path folder) throws IOException {
        Files.writeString(folder.resolve("index.html"), "<!DOCTYPE html>" + "x".repeat(600));
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; worker_processes 1; pid %1$s/pid; error_log stderr crit;
                events { worker_connections 4096; }
                http {
                  access_log off; keepalive_requests 1000000000; default_type text/html;
                  client_body_temp_path %1$s/a; proxy_temp_path %1$s/b; fastcgi_temp_path %1$s/c;
                  uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e;
                  server { listen 127.0.0.1:%2$d; root %1$s; }
                }
                """.formatted(folder, port));
        Process process = new ProcessBuilder(
                        nginx.toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        folder.resolve("nginx.conf").toString(),
                        "-e",
                        "stderr")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new Target(process, "nginx, one worker", port, folder);
    }

    private void awaitReady() throws InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        close();
        throw new IllegalStateException(name + " did not start; see " + folder.resolve("log"));
    }

    @Override
    public void close() {
        process.destroy();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            process.waitFor();
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftOver) {
            System.err.println("left over: " + leftOver.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
