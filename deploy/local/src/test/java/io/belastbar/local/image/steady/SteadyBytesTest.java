package io.belastbar.local.image.steady;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes two builds equal, each for itself; both together: SameImageIT. */
class SteadyBytesTest {
    private static final String ORDER = """
            import java.util.*;
            class Order {
                public static void main(String[] none) {
                    System.out.println(Set.of("a", "bb", "c", "dd", "e", "ff", "g", "hh") + " " + new Object().hashCode());
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void setsHaveTheSameOrderInEachSteadyJvm() throws Exception {
        Path source = Files.writeString(folder.resolve("Order.java"), ORDER);
        List<String> options = new SteadyJvm(folder).options();

        String first = said(options, source);

        assertThat(first).startsWith("[").endsWith(" 1");
        assertThat(said(options, source)).isEqualTo(first);
        assertThat(said(options, source)).isEqualTo(first);
    }

    @Test
    void whatIsRecordedIsNumberedByWhereItStands() throws Exception {
        Path one = jar("one", "proxykey7", "proxykey123");
        Path other = jar("other", "proxykey40", "proxykey2");

        RecordedProxies.renumber(one);
        RecordedProxies.renumber(other);

        Path jar = one.resolve("quarkus/generated-bytecode.jar");
        assertThat(Files.mismatch(jar, other.resolve("quarkus/generated-bytecode.jar")))
                .isEqualTo(-1);
        assertThat(texts(jar)).containsExactly("proxykey1 proxykey2 Gruß proxykey9x 5000000000", "proxykey2");
    }

    @Test
    void anApplicationWithoutQuarkusStaysAsItIs() throws Exception {
        RecordedProxies.renumber(folder);

        assertThat(folder).isEmptyDirectory();
    }

    /** The class A names both, B the second. */
    private Path jar(String name, String first, String second) throws Exception {
        Path application =
                Files.createDirectories(folder.resolve(name + "/quarkus")).getParent();
        Path a = compiled(
                name,
                "A",
                "String.join(\" \", \"%s\", \"%s\", \"Gruß\", \"proxykey9x\") + (n == 0 ? \" 5000000000\" : \"\" + (5_000_000_000L * n))"
                        .formatted(first, second));
        Path b = compiled(name, "B", "\"" + second + "\"");
        try (var zip =
                new ZipOutputStream(Files.newOutputStream(application.resolve("quarkus/generated-bytecode.jar")))) {
            for (Path each : List.of(b, a)) {
                zip.putNextEntry(new ZipEntry(each.getFileName().toString()));
                zip.write(Files.readAllBytes(each));
            }
        }
        return application;
    }

    private Path compiled(String folderName, String name, String value) throws Exception {
        Path source = folder.resolve(folderName).resolve(name + ".java");
        Files.writeString(
                source, "public class %s { static long n = 0; public static String t = %s; }".formatted(name, value));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
                .isZero();
        return source.resolveSibling(name + ".class");
    }

    /** What each class says of itself, in the order of the jar. */
    private static List<String> texts(Path file) throws Exception {
        var texts = new ArrayList<String>();
        try (var jar = new JarFile(file.toFile());
                var loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, null)) {
            for (var entry : jar.stream().toList()) {
                Class<?> loaded = loader.loadClass(entry.getName().replace(".class", ""));
                texts.add(loaded.getField("t").get(null).toString());
            }
        }
        return texts;
    }

    private static String said(List<String> options, Path source) throws Exception {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(options);
        command.add(source.toString());
        var process = new ProcessBuilder(command)
                .directory(source.getParent().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
