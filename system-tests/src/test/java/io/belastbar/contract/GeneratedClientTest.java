package io.belastbar.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.service.Services;
import java.io.File;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** A client that a user generates from a service's OpenAPI description compiles as it is. */
class GeneratedClientTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path folder;

    static List<String> services() {
        return Services.names();
    }

    @ParameterizedTest
    @MethodSource("services")
    void aClientGeneratedFromTheDescriptionCompiles(String service) throws Exception {
        var sources = generate(ROOT.resolve(service + "-service/target/openapi/openapi.json"));

        assertThat(sources).anyMatch(file -> file.getName().endsWith("Api.java"));
        assertThat(compile(sources)).isEmpty();
    }

    private List<File> generate(Path description) {
        var configurator = new CodegenConfigurator()
                .setInputSpec(description.toString())
                .setGeneratorName("java")
                .setLibrary("native")
                .setOutputDir(folder.resolve("client").toString())
                .setAdditionalProperties(Map.of(
                        "openApiNullable", "false",
                        "useJakartaEe", "true",
                        "hideGenerationTimestamp", "true"))
                .setGlobalProperties(Map.of("apis", "", "models", "", "supportingFiles", "", "apiTests", "false"));
        return new DefaultGenerator()
                .opts(configurator.toClientOptInput()).generate().stream()
                        .filter(file -> file.getName().endsWith(".java"))
                        .filter(file -> file.getPath().contains("/src/main/"))
                        .toList();
    }

    /** What the compiler says; nothing when it is content. */
    private String compile(List<File> sources) throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        var classes = Files.createDirectories(folder.resolve("classes"));
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var options = List.of("-d", classes.toString(), "-classpath", classPath, "-proc:none", "-nowarn");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said, files, null, options, null, files.getJavaFileObjectsFromFiles(sources))
                    .call();
            return compiled ? "" : said.toString();
        }
    }
}
