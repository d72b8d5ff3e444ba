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
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the fault proxy costs when no fault is in force: selects over JDBC direct, through it and through a {@link PlainCopy},
 * in rounds whose order turns. Once as fast as they go, once at 2,000 a second. Compare only within one run. Processor time is
 * that of client, PostgreSQL and proxy together: it says the same on a machine that others keep busy.
 */
public final class IdleFaultProxy {
    private static final int PAIRS = Integer.getInteger("pairs", 8);
    private static final int SECONDS = Integer.getInteger("seconds", 5);
    private static final int USERS = Integer.getInteger("users", 16);
    private static final double TICKS_PER_SECOND = 100;
    /** Where the times begin behind the name in /proc/PID/stat. */
    private static final int TIMES_AT = 11;

    private static final long ENDS_WITHIN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final int RATE = Integer.getInteger("rate", 2_000);

    private final List<Way> ways;
    private final Path postmaster;

    private IdleFaultProxy(List<Way> ways, Path postmaster) {
        this.ways = ways;
        this.postmaster = postmaster;
    }

    /** @param process what stands between, or null */
    private record Way(String name, int port, Process process) {}

    /**
     * @param latencies of all requests, nanoseconds, sorted
     * @param processorMicros of everything that takes part, for one request
     */
    private record Round(double perSecond, long[] latencies, double processorMicros) {
        double medianMs() {
            return latencies[latencies.length / 2] / 1e6;
        }
    }

    /** System properties: pairs, seconds, users, rate. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("belastbar-benchmark");
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        List<Integer> ports = FreePorts.find(4);
        var postgres = new EmbeddedPostgres(
                cache, folder.resolve("data"), ports.getFirst(), "admin-password", List.of("fsync=off"));
        postgres.start();
        Process proxy = proxy(folder, ports);
        Process copy = Programs.java(
                List.of(PlainCopy.class.getName(), Integer.toString(ports.get(3)), Integer.toString(postgres.port())));
        try {
            awaitPort(ports.get(1));
            awaitPort(ports.get(3));
            var benchmark = new IdleFaultProxy(
                    List.of(
                            new Way("direct", postgres.port(), null),
                            new Way("fault proxy", ports.get(1), proxy),
                            new Way("plain copy", ports.get(3), copy)),
                    folder.resolve("data").resolve("postmaster.pid"));
            benchmark.compare("as fast as they go", Double.POSITIVE_INFINITY);
            benchmark.compare("at " + RATE + " a second", RATE);
        } finally {
            proxy.destroy();
            copy.destroy();
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
        for (Way way : ways) {
            round(way, rate);
        }
        System.out.printf("%n%d connections, selects %s:%n", USERS, how);
        var rounds = new Round[ways.size()][PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            for (int turn = 0; turn < ways.size(); turn++) {
                int way = Math.floorMod(pair % 2 == 0 ? pair + turn : pair - turn, ways.size());
                rounds[way][pair] = round(ways.get(way), rate);
            }
            for (int way = 0; way < ways.size(); way++) {
                System.out.printf(
                        Locale.ROOT,
                        "%s %,.0f/s, median %.3f ms%s",
                        ways.get(way).name(),
                        rounds[way][pair].perSecond(),
                        rounds[way][pair].medianMs(),
                        way == ways.size() - 1 ? "%n".formatted() : "; ");
            }
        }
        for (int way = 1; way < ways.size(); way++) {
            Round[] direct = rounds[0];
            Round[] through = rounds[way];
            String name = "%s, %s".formatted(how, ways.get(way).name());
            print(name + " ÷ direct", through, direct, Round::perSecond);
            double[] added = each((one, other) -> one.medianMs() - other.medianMs(), through, direct);
            System.out.printf(
                    Locale.ROOT,
                    "%s: added median %.3f ms (%.3f to %.3f)%n",
                    name,
                    median(added),
                    added[0],
                    added[PAIRS - 1]);
            print(name + ": processor time of direct ÷ its own", direct, through, Round::processorMicros);
        }
        print(how + ", fault proxy ÷ plain copy", rounds[1], rounds[2], Round::perSecond);
    }

    private static void print(String what, Round[] above, Round[] below, ToDoubleFunction<Round> figure) {
        double[] ratios = each((one, other) -> figure.applyAsDouble(one) / figure.applyAsDouble(other), above, below);
        System.out.printf(Locale.ROOT, "%s %.2f (%.2f to %.2f)%n", what, median(ratios), ratios[0], ratios[PAIRS - 1]);
    }

    /** Sorted. */
    private static double[] each(ToDoubleBiFunction<Round, Round> figure, Round[] one, Round[] other) {
        return IntStream.range(0, PAIRS)
                .mapToDouble(pair -> figure.applyAsDouble(one[pair], other[pair]))
                .sorted()
                .toArray();
    }

    /** Of an even number: between the two in the middle. */
    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private Round round(Way way, double rate) throws InterruptedException, ExecutionException, IOException {
        double before = processorSeconds(way);
        long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
        try (ExecutorService threads = Executors.newFixedThreadPool(USERS)) {
            var users = new ArrayList<Future<long[]>>();
            for (int user = 0; user < USERS; user++) {
                double offset = Double.isInfinite(rate) ? 0 : user * 1e9 / rate;
                Callable<long[]> task = () -> user(way.port(), begin + (long) offset, USERS * 1e9 / rate);
                users.add(threads.submit(task));
            }
            var all = new ArrayList<long[]>();
            for (Future<long[]> user : users) {
                all.add(user.get());
            }
            long[] latencies =
                    all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            // A server process of PostgreSQL counts when it has ended
            LockSupport.parkNanos(ENDS_WITHIN_NANOS);
            double spent = processorSeconds(way) - before;
            return new Round((double) latencies.length / SECONDS, latencies, spent * 1e6 / latencies.length);
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

    /** Of this process, of PostgreSQL with the connections that have ended, and of what stands between. */
    private double processorSeconds(Way way) throws IOException {
        long postgres = Long.parseLong(Files.readAllLines(postmaster).getFirst().strip());
        double ticks = ticks(ProcessHandle.current().pid(), 2) + ticks(postgres, 4);
        if (way.process() != null) {
            ticks += ticks(way.process().pid(), 2);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** @param fields of time to add up: user and system, then the same of children that have ended */
    private static double ticks(long pid, int fields) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        if (!Files.exists(stat)) {
            return Double.NaN;
        }
        String line = Files.readString(stat);
        return Arrays.stream(line.substring(line.lastIndexOf(')') + 2).split(" "))
                .skip(TIMES_AT)
                .limit(fields)
                .mapToDouble(Double::parseDouble)
                .sum();
    }
}
