package io.belastbar.local.ha;

import java.nio.file.Path;

/** A program of its own: starts the sample's own servers with their door, and ends them as a launcher does. */
final class ServersLauncher {
    private ServersLauncher() {}

    public static void main(String[] arguments) throws Exception {
        var servers = new RunningServers();
        servers.make(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        servers.launch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                servers.end();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
        System.out.println("open");
        Thread.currentThread().join();
    }
}
