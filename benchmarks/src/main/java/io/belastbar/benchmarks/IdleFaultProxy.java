package io.belastbar.benchmarks;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.faultproxy.FaultProxyMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What the fault proxy costs when no fault is in force: selects over JDBC through it and direct, in pairs of rounds whose
 * order alternates. Once as fast as they go, once at 2,000 a second. Compare only within one run.
 */
public final class IdleFaultProxy {
    private static final int PAIRS = Integer.getInteger("pairs", 8);
    private static final int SECONDS = Integer.getInteger("seconds", 5);
    private static final int USERS = Integer.getInteger("users", 16);
    private static final int RATE = Integer.getInteger("rate", 2_000);

    private final EmbeddedPostgres postgres;
    private final int proxied;

    private IdleFaultProxy(EmbeddedPostgres postgres, int proxied) {
        this.postgres = postgres;
        this.proxied = proxied;
    }

    /** @param latencies of all requests, nanoseconds, sorted */
    private record Round(double perSecond, long[] latencies) {
        double medianMs() {
            return latencies[latencies.length / 2] / 1e6;
        }
    }

    /** System properties: pairs, seconds, users, rate. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("belastbar-benchmark");
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        List<Integer> ports = FreePorts.find(3);
        var postgres = new EmbeddedPostgres(
                cache, folder.resolve("data"), ports.getFirst(), "admin-password", List.of("fsync=off"));
        postgres.start();
        Process proxy = proxy(folder, ports);
        try {
            awaitPort(ports.get(1));
            var benchmark = new IdleFaultProxy(postgres, ports.get(1));
            benchmark.compare("as fast as they go", Double.POSITIVE_INFINITY);
            benchmark.compare("at " + RATE + " a second", RATE);
        } finally {
            proxy.destroy();
            postgres.stop();
        }
    }

    private static Process proxy(Path folder, List<Integer> ports) throws IOException {
        Path config = Files.writeString(
                folder.resolve("proxies.json"),
                "[{\"name\":\"postgres\",\"listen\":\"127.0.0.1:%d\",\"upstream\":\"127.0.0.1:%d\"}]"
                        .formatted(ports.get(1), ports.getFirst()));
        return Programs.java(
                        System.getProperty("java.class.path"),
                        List.of(
                                FaultProxyMain.class.getName(),
                                "--listen",
                                "127.0.0.1:" + ports.get(2),
                                "--config",
                                config.toString()))
                .redirectError(folder.resolve("proxy.log").toFile())
                .start();
    }

    private static void awaitPort(int port) throws IOException {
        for (int attempt = 0; attempt < 600; attempt++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        throw new IOException("the fault proxy does not listen at " + port);
    }

    private void compare(String how, double rate) throws Exception {
        round(postgres.port(), rate);
        round(proxied, rate);
        var ratios = new double[PAIRS];
        var added = new double[PAIRS];
        System.out.printf("%n%d connections, selects %s:%n", USERS, how);
        for (int pair = 0; pair < PAIRS; pair++) {
            boolean directFirst = pair % 2 == 0;
            Round first = round(directFirst ? postgres.port() : proxied, rate);
            Round second = round(directFirst ? proxied : postgres.port(), rate);
            Round direct = directFirst ? first : second;
            Round through = directFirst ? second : first;
            ratios[pair] = through.perSecond() / direct.perSecond();
            added[pair] = through.medianMs() - direct.medianMs();
            System.out.printf(
                    Locale.ROOT,
                    "direct %,.0f/s, median %.3f ms; through the proxy %,.0f/s, median %.3f ms%n",
                    direct.perSecond(),
                    direct.medianMs(),
                    through.perSecond(),
                    through.medianMs());
        }
        Arrays.sort(ratios);
        Arrays.sort(added);
        System.out.printf(
                Locale.ROOT,
                "%s: through ÷ direct %.2f (%.2f to %.2f), added median %.3f ms (%.3f to %.3f)%n",
                how,
                median(ratios),
                ratios[0],
                ratios[PAIRS - 1],
                median(added),
                added[0],
                added[PAIRS - 1]);
    }

    /** Of an even number: between the two in the middle. */
    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private Round round(int port, double rate) throws InterruptedException, ExecutionException {
        long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
        try (ExecutorService threads = Executors.newFixedThreadPool(USERS)) {
            var users = new ArrayList<Future<long[]>>();
            for (int user = 0; user < USERS; user++) {
                double offset = Double.isInfinite(rate) ? 0 : user * 1e9 / rate;
                Callable<long[]> task = () -> user(port, begin + (long) offset, USERS * 1e9 / rate);
                users.add(threads.submit(task));
            }
            var all = new ArrayList<long[]>();
            for (Future<long[]> user : users) {
                all.add(user.get());
            }
            long[] latencies =
                    all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Round((double) latencies.length / SECONDS, latencies);
        }
    }

    private long[] user(int port, long begin, double pauseNanos) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable&prepareThreshold=1";
        var latencies = new long[SECONDS * 40_000];
        int count = 0;
        try (Connection connection = DriverManager.getConnection(url, "postgres", "admin-password");
                PreparedStatement select = connection.prepareStatement("SELECT ?::int, 'some text that comes back'")) {
            long end = begin + TimeUnit.SECONDS.toNanos(SECONDS);
            double next = begin;
            while (next < end && System.nanoTime() < end && count < latencies.length) {
                for (long left = (long) next - System.nanoTime(); left > 0; left = (long) next - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                long sent = System.nanoTime();
                select.setInt(1, count);
                select.executeQuery().close();
                latencies[count++] = System.nanoTime() - sent;
                next = pauseNanos == 0 ? begin : next + pauseNanos;
            }
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException(e));
        }
        return Arrays.copyOf(latencies, count);
    }
}
