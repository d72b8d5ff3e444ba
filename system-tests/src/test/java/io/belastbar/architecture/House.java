package io.belastbar.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The modules of the root pom, what kind of room each is, and their compiled classes in the target folders. */
final class House {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /** Every module, as the root pom names it. */
    static final List<String> MODULES = modules();

    /** Below {@code platform/}: plain Java, as the engines are. */
    private static final List<String> PURE_PLATFORM =
            List.of("contracts", "document", "quantity", "report", "small-heap");

    private House() {}

    static Path root() {
        return ROOT;
    }

    static boolean isService(String module) {
        return module.endsWith("-service") && !module.contains("/");
    }

    static boolean isEngine(String module) {
        return module.matches("engines/[^/]+");
    }

    static boolean isPurePlatform(String module) {
        return PURE_PLATFORM.stream().map("platform/"::concat).anyMatch(module::equals);
    }

    /** What imports no framework, neither in its classes nor through its pom. */
    static boolean isPure(String module) {
        return isEngine(module) || isPurePlatform(module);
    }

    static List<String> modulesWithClasses() {
        return MODULES.stream().filter(House::hasSources).toList();
    }

    /** The root package of each module with classes that is of this kind. */
    static String[] packages(Predicate<String> kind) {
        return modulesWithClasses().stream().filter(kind).map(House::packageOf).toArray(String[]::new);
    }

    /** The package below which all classes of the module stand, in ArchUnit's spelling. */
    static String packageOf(String module) {
        String pure = module.startsWith("examples/") ? "io/belastbar/examples" : "io/belastbar";
        try (var below =
                Files.list(ROOT.resolve(module).resolve("src/main/java").resolve(pure))) {
            List<Path> folders = below.filter(Files::isDirectory).toList();
            if (folders.size() != 1) {
                throw new IllegalStateException(module + " should have one root package: was " + folders);
            }
            return pure.replace('/', '.') + "." + folders.getFirst().getFileName() + "..";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Fails when a module with sources has no classes: a rule over nothing would always hold. */
    static JavaClasses productionClasses() {
        return classesOf(module -> true);
    }

    static JavaClasses classesOf(Predicate<String> kind) {
        var folders =
                modulesWithClasses().stream().filter(kind).map(House::compiled).toList();
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
                .importPaths(folders);
    }

    /** The folders below the root that hold a pom, but for those of the build. */
    static List<String> foldersWithPom() throws IOException {
        try (var files = Files.find(ROOT, 4, (file, is) -> file.endsWith("pom.xml"))) {
            return files.map(file -> ROOT.relativize(file.getParent()).toString())
                    .filter(folder -> !folder.isEmpty() && !folder.contains("target"))
                    .toList();
        }
    }

    static String pom(String module) throws IOException {
        return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
    }

    /** What a resource of the module sets, by key. */
    static Map<String, String> properties(String module, String resource) throws IOException {
        var properties = new Properties();
        try (var text = Files.newBufferedReader(
                ROOT.resolve(module).resolve("src/main/resources").resolve(resource))) {
            properties.load(text);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }

    static DescribedPredicate<JavaClass> of(String description, Predicate<JavaClass> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }

    private static boolean hasSources(String module) {
        return Files.isDirectory(ROOT.resolve(module).resolve("src/main/java/io/belastbar"));
    }

    private static Path compiled(String module) {
        var folder = ROOT.resolve(module).resolve("target/classes");
        if (!Files.isDirectory(folder.resolve("io/belastbar"))) {
            throw new IllegalStateException("no compiled classes in " + folder + ": build the whole reactor first");
        }
        return folder;
    }

    private static List<String> modules() {
        try {
            return MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
