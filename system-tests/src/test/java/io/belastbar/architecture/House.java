package io.belastbar.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The compiled classes of every module, read from the reactor's target folders. */
final class House {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    static final List<String> MODULES = List.of(
            "platform/contracts",
            "platform/document",
            "platform/quantity",
            "platform/identity",
            "platform/embedded",
            "platform/backbone",
            "platform/wording",
            "platform/cache",
            "platform/web",
            "platform/fault-tolerance",
            "engines/load",
            "engines/change-detection",
            "budget-service",
            "profiling-service",
            "loadtest-service",
            "chaos-service",
            "capacity-service",
            "dashboard",
            "deploy/local",
            "examples/smartbav/insurer",
            "examples/smartbav/service");

    private House() {}

    static Path root() {
        return ROOT;
    }

    /** Fails when a module has no classes: a rule over nothing would always hold. */
    static JavaClasses productionClasses() {
        var folders = MODULES.stream().map(House::classesOf).toList();
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
                .importPaths(folders);
    }

    static Stream<Path> sources(String module) throws java.io.IOException {
        return Files.walk(ROOT.resolve(module).resolve("src/main/java"))
                .filter(file -> file.toString().endsWith(".java"));
    }

    private static Path classesOf(String module) {
        var folder = ROOT.resolve(module).resolve("target/classes");
        if (!Files.isDirectory(folder.resolve("io/belastbar"))) {
            throw new IllegalStateException("no compiled classes in " + folder + ": build the whole reactor first");
        }
        return folder;
    }
}
