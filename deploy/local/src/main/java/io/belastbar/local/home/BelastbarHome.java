package io.belastbar.local.home;

import io.belastbar.embedded.PrivateFolder;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The folder that holds the state of one platform: {@code data/}, {@code logs/}, {@code run/} and its secrets.
 *
 * <p>Programs unpacked from artifacts and start-up archives depend on no home; they are shared in {@link #cache()}.
 */
public record BelastbarHome(Path path) {

    /** The option if given, else {@code BELASTBAR_HOME}, else {@code ~/.belastbar}. */
    public static BelastbarHome choose(Path option) {
        if (option != null) {
            return new BelastbarHome(option.toAbsolutePath().normalize());
        }
        String variable = System.getenv("BELASTBAR_HOME");
        Path path = variable == null || variable.isBlank()
                ? Path.of(System.getProperty("user.home"), ".belastbar")
                : Path.of(variable);
        return new BelastbarHome(path.toAbsolutePath().normalize());
    }

    public Path data() {
        return path.resolve("data");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path run() {
        return path.resolve("run");
    }

    public Path secrets() {
        return path.resolve("secrets.properties");
    }

    /** Where everything is; written when the platform is up, removed when it is down. */
    public Path connectionFile() {
        return run().resolve("connection.properties");
    }

    /** What only this service is told, beside the connection file. */
    public Path serviceFile(String service) {
        return run().resolve(service + ".properties");
    }

    /** The callers' tokens in plain text. */
    public Path tokensFile() {
        return run().resolve("tokens.properties");
    }

    /** What is not running, and why; while the platform is up. */
    public Path stateFile() {
        return run().resolve("state.properties");
    }

    public static Path cache() {
        String variable = System.getenv("XDG_CACHE_HOME");
        Path parent = variable == null || variable.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(variable);
        return parent.resolve("belastbar");
    }

    /**
     * Makes the folders that are missing; nobody else can enter any of them afterwards.
     *
     * @throws CommandFailure when this user cannot write there
     */
    public void create() {
        for (Path folder : new Path[] {path, data(), logs(), run()}) {
            try {
                PrivateFolder.make(folder);
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCodes.INVALID_INPUT,
                        "home cannot be written: %s (%s). Choose another --home."
                                .formatted(path, e.getClass().getSimpleName()));
            }
        }
    }
}
