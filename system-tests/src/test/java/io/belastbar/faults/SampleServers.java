package io.belastbar.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.running.CommandLine;
import io.belastbar.running.RunningPlatform;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The sample's own servers, asked themselves: the system's processes, the sockets, the proxy, the databases. Nobody who
 * injects or takes back is asked here.
 */
final class SampleServers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Integer> DATABASES = Map.of("smartbav-db-a", 24, "smartbav-db-b", 25);
    private static final List<String> CHILDREN = List.of(
            "data/smartbav-db-a",
            "data/smartbav-db-b",
            "data/smartbav-redis",
            "run/fault-proxy",
            "run/insurer",
            "run/sap",
            "run/smartbav");

    private final Path home;
    private final int basePort;
    private final Duration limit;
    private final HttpClient http;

    /** @param limit how long each may take to answer: what stands still or is cut off answers never */
    SampleServers(Path home, int basePort, Duration limit) {
        this.home = home;
        this.basePort = basePort;
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .build();
    }

    /** What is broken now, one line each; empty when all is well. */
    List<String> broken() throws IOException, InterruptedException {
        var broken = new ArrayList<>(stopped());
        broken.addAll(gone());
        broken.addAll(proxied());
        broken.addAll(simulated("insurer", 11));
        broken.addAll(simulated("sap", 12));
        broken.addAll(redis());
        DATABASES.forEach((name, port) -> broken.addAll(database(name, basePort + port)));
        broken.addAll(database("smartbav-db by its address", basePort + 27));
        return broken;
    }

    /** What is broken of that which runs, while a launcher that was killed has not started all again. */
    List<String> brokenOfWhatRuns() throws IOException, InterruptedException {
        var broken = new ArrayList<>(stopped());
        broken.addAll(proxied());
        broken.addAll(simulated("insurer", 11));
        broken.removeIf(SampleServers::mayBeStarting);
        return broken;
    }

    /** Of a line of {@link #broken}: nobody is there, which is no fault by itself. */
    static boolean mayBeStarting(String line) {
        return line.endsWith(" does not run") || line.contains("no answer");
    }

    /** Every process of this home that the system does not let run. */
    List<String> stopped() {
        return ProcessHandle.allProcesses()
                .filter(process -> state(process.pid()).matches("[Tt]"))
                .filter(this::isOurs)
                .map(process -> "stopped: " + process.pid() + " " + CommandLine.commandLineOf(process.pid()))
                .toList();
    }

    /** By what it or one above it says of itself; a database's own processes stand in its folder, also as orphans. */
    private boolean isOurs(ProcessHandle process) {
        return isOfHome(process.pid())
                || Stream.iterate(process.parent(), Optional::isPresent, each -> each.flatMap(ProcessHandle::parent))
                        .anyMatch(above -> isOfHome(above.orElseThrow().pid()));
    }

    private boolean isOfHome(long pid) {
        try {
            return CommandLine.commandLineOf(pid).contains(home.toString())
                    || Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).startsWith(home);
        } catch (IOException gone) {
            return false;
        }
    }

    private List<String> gone() throws IOException {
        var gone = new ArrayList<String>();
        for (String child : CHILDREN) {
            if (CommandLine.childOf(home.resolve(child + ".pid")).isEmpty()) {
                gone.add(child + " does not run");
            }
        }
        return gone;
    }

    private List<String> proxied() throws InterruptedException {
        var broken = new ArrayList<String>();
        try {
            for (JsonNode proxy : get(14, "/proxies")) {
                String name = proxy.path("name").asText();
                if (!proxy.path("enabled").asBoolean()) {
                    broken.add("proxy " + name + " is down");
                }
                for (JsonNode toxic : proxy.path("toxics")) {
                    if (toxic.path("toxicity").asDouble() > 0) {
                        broken.add("proxy " + name + " has " + toxic);
                    }
                }
            }
        } catch (IOException silent) {
            broken.add("fault-proxy: no answer: " + silent);
        }
        return broken;
    }

    private List<String> simulated(String name, int offset) throws InterruptedException {
        try {
            JsonNode control = get(offset, "/control");
            boolean well = control.path("token").isNull()
                    && control.path("hangRate").asDouble() == 0
                    && control.path("errorRate").asDouble() == 0;
            return well ? List.of() : List.of(name + " behaves as " + control);
        } catch (IOException silent) {
            return List.of(name + ": no answer: " + silent);
        }
    }

    private List<String> redis() throws IOException {
        Properties sample = properties("run/smartbav.properties");
        String password = URI.create(sample.getProperty("belastbar.redis.url"))
                .getRawUserInfo()
                .substring(1);
        var broken = new ArrayList<String>();
        String write = "AUTH " + password + "\r\nSET belastbar:proof 1 PX 5\r\nPING\r\n";
        for (int offset : List.of(26, 28)) {
            String said = ask(basePort + offset, write, "+PONG");
            if (!said.equals("+OK+OK+PONG")) {
                broken.add("redis at +" + offset + " says \"" + said + "\"");
            }
        }
        return broken;
    }

    /** As the user that the faults use: that one sees its own sessions. */
    private List<String> database(String name, int port) {
        try {
            Properties chaos = properties("run/chaos.properties");
            var how = new Properties();
            how.setProperty("user", chaos.getProperty("belastbar.credentials.smartbav-probe.username"));
            how.setProperty("password", chaos.getProperty("belastbar.credentials.smartbav-probe.password"));
            how.setProperty("connectTimeout", "" + limit.toSeconds());
            how.setProperty("socketTimeout", "" + limit.toSeconds());
            how.setProperty("loginTimeout", "" + 2 * limit.toSeconds());
            String url = "jdbc:postgresql://127.0.0.1:" + port + "/smartbav";
            try (var connection = DriverManager.getConnection(url, how);
                    var held = connection
                            .createStatement()
                            .executeQuery("SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE application_name ~ '^belastbar-fault'")) {
                held.next();
                return held.getInt(1) == 0
                        ? List.of()
                        : List.of(name + ": " + held.getInt(1) + " connections are held");
            }
        } catch (SQLException | IOException failed) {
            return List.of(name + ": no answer: " + failed.getMessage());
        }
    }

    private JsonNode get(int offset, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (basePort + offset) + path))
                .timeout(limit)
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private String ask(int port, String commands, String last) {
        var said = new StringBuilder();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) limit.toMillis());
            socket.setSoTimeout((int) limit.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(commands.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            for (int read = 0; read >= 0 && !said.toString().endsWith(last); ) {
                read = socket.getInputStream().read();
                if (read > ' ') {
                    said.append((char) read);
                }
            }
        } catch (IOException failed) {
            said.append(" no answer: ").append(failed.getMessage());
        }
        return said.toString();
    }

    /** Empty for a process that has ended meanwhile. */
    private static String state(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            int name = line.lastIndexOf(')');
            return name < 0 ? "" : line.substring(name + 2, name + 3);
        } catch (IOException gone) {
            return "";
        }
    }

    private Properties properties(String file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }

    /** Everything of the launcher is there again, and at its address. */
    static boolean isReady(RunningPlatform platform) throws InterruptedException {
        try {
            return platform.get("chaos", "/q/health/ready").statusCode() == 200
                    && platform.get("smartbav", "/q/health/live").statusCode() == 200;
        } catch (IOException starting) {
            return false;
        }
    }
}
