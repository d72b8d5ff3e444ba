package io.belastbar.local.image;

import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.util.List;
import java.util.stream.Stream;

/**
 * An application of which an image is made. There is none for migrations: a service's own image runs them and ends when
 * {@code QUARKUS_INIT_AND_EXIT} is true.
 *
 * @param name of the image and its files
 * @param module the module's folder below the root
 * @param folder below the module, what becomes {@code /app}
 * @param start the folder of {@code deploy/images/start} with the JVM's flags
 */
record Packaged(String name, String module, String folder, String start) {
    private static final Packaged DASHBOARD = new Packaged("dashboard", "dashboard", "target/quarkus-app", "service");
    private static final Packaged COMMAND_LINE = new Packaged("cli", "deploy/local", "target", "cli");

    /** The listed services, the dashboard and the command line. */
    static List<Packaged> all() {
        return Stream.concat(Services.all().stream().map(Packaged::of), Stream.of(DASHBOARD, COMMAND_LINE))
                .toList();
    }

    private static Packaged of(ListedService service) {
        return new Packaged(service.module(), service.module(), "target/quarkus-app", "service");
    }
}
