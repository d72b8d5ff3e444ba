package io.belastbar.local.apply;

import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends documents to the running platform. */
@Command(
        name = "apply",
        description = "Send every document of a folder to the service that owns it.",
        mixinStandardHelpOptions = true)
public final class ApplyCommand implements Callable<Integer> {

    @Option(names = "-f", paramLabel = "FILE", required = true, description = "A document, or a folder of documents.")
    private Path file;

    @Option(names = "--system", paramLabel = "ID", description = "The system; default: what system.yml says.")
    private String system;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the services keep it with each version.")
    private String reason;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var api = ApiClient.of(BelastbarHome.choose(home)).because(reason);
        return new ApplyDocuments(api, System.out, file).run(system);
    }
}
