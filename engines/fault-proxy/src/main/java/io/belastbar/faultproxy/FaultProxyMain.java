package io.belastbar.faultproxy;

import io.belastbar.faultproxy.http.ApiServer;
import io.belastbar.faultproxy.http.Configured;
import io.belastbar.faultproxy.proxies.Proxies;
import io.belastbar.faultproxy.proxies.StateFile;
import io.belastbar.faultproxy.proxies.Surroundings;
import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.spec.Address;
import io.belastbar.faultproxy.spec.Bounds;
import io.belastbar.faultproxy.spec.ProxySpec;
import io.belastbar.faultproxy.wire.Loop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;

/** The fault proxy as a process of its own: it outlives who asks it for faults, and they end all the same. */
public final class FaultProxyMain {
    private static final int INVALID = 104;
    private static final int BROKEN = 70;

    private FaultProxyMain() {}

    /** Runs until the process is ended. */
    public static void main(String[] given) throws InterruptedException {
        // The JDK's server waits 40 ms for more to send otherwise, and for ever for a request that does not end
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        if (List.of(given).contains("--help")) {
            System.out.println(Arguments.USAGE);
            return;
        }
        try {
            start(Arguments.parse(List.of(given)));
        } catch (Refusal | StateFile.Unreadable e) {
            System.err.println("fault-proxy: " + e.getMessage());
            System.exit(INVALID);
        } catch (IOException e) {
            System.err.println("fault-proxy: " + e);
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private static void start(Arguments arguments) throws IOException {
        InetSocketAddress address = apiAddress(arguments);
        StateFile state = arguments.state() == null ? null : new StateFile(arguments.state());
        List<ProxySpec> stored = state == null ? List.of() : state.read();
        List<ProxySpec> configured = arguments.config() == null ? List.of() : Configured.read(arguments.config());
        String token = arguments.tokenFile() == null ? null : token(arguments.tokenFile());
        var around = new Surroundings(
                RandomGenerator.getDefault(),
                Clock.systemUTC(),
                Bounds.standard(),
                arguments.allowRemote(),
                FaultProxyMain::log,
                FaultProxyMain::unforeseen);
        var proxies = new Proxies(new Loop(FaultProxyMain::unforeseen), around, state);
        proxies.restore(stored);
        List<String> known = stored.stream().map(ProxySpec::name).toList();
        proxies.restore(
                configured.stream().filter(spec -> !known.contains(spec.name())).toList());
        var api = new ApiServer(address, proxies, token, FaultProxyMain::log);
        log("listening at " + Address.of(api.address()) + ", proxies: "
                + proxies.all().size());
    }

    private static InetSocketAddress apiAddress(Arguments arguments) {
        InetSocketAddress address = arguments.listen().resolved();
        if (address.isUnresolved()) {
            throw new Refusal.Invalid(
                    "--listen: no host is known as \"" + arguments.listen().host() + "\"");
        }
        if (!arguments.allowRemote() && !address.getAddress().isLoopbackAddress()) {
            throw new Refusal.Invalid(
                    "--listen must be a loopback address (127.0.0.1, ::1) without --allow-remote, was \""
                            + arguments.listen() + "\"");
        }
        return address;
    }

    private static String token(Path file) throws IOException {
        String token = Files.readString(file).strip();
        if (token.isEmpty()) {
            throw new Refusal.Invalid("--token-file " + file + " is empty");
        }
        return token;
    }

    private static void unforeseen(Throwable failure) {
        log("unforeseen: " + failure);
        failure.printStackTrace();
        if (failure instanceof Error) {
            // Without its loop this process would only look alive: who watches it starts another
            Runtime.getRuntime().halt(BROKEN);
        }
    }

    private static void log(String line) {
        System.err.println(Instant.now() + " fault-proxy: " + line);
    }
}
