package io.belastbar.local.status;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what runs, where, and whether it is ready. */
@Command(
        name = "status",
        description = "Say what runs, where, and whether it is ready.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var api = ApiClient.of(BelastbarHome.choose(home));
        boolean allReady = true;
        for (String service : api.services().toList()) {
            boolean ready = isReady(api, service);
            allReady &= ready;
            System.out.printf("  %-11s %-9s %s%n", service, ready ? "ready" : "not ready", api.url(service));
        }
        System.out.println(allReady ? "Everything is ready." : "Not everything is ready.");
        return allReady ? ExitCodes.PASSED : ExitCodes.ABORTED;
    }

    private static boolean isReady(ApiClient api, String service) throws InterruptedException {
        try {
            return api.get(service, "/q/health/ready").isSuccess();
        } catch (IOException | CommandFailure unreachable) {
            return false;
        }
    }
}
