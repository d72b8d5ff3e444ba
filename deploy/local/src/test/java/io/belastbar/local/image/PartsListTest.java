package io.belastbar.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsListTest {
    private static final String NATIVE = "io.netty.epoll-4.1-linux-x86_64.jar";

    @TempDir
    Path folder;

    private PartsList parts;

    @BeforeEach
    void write() throws Exception {
        Path file = Files.writeString(folder.resolve("sbom.json"), """
                {"components": [
                  {"bom-ref": "a", "group": "io.quarkus", "name": "core", "version": "3", "purl": "pkg:maven/io.quarkus/core@3?type=jar"},
                  {"bom-ref": "b", "group": "io.quarkus", "name": "ide", "version": "3", "purl": "pkg:maven/io.quarkus/ide@3?type=jar"},
                  {"bom-ref": "c", "group": "io.netty", "name": "epoll", "version": "4.1",
                   "purl": "pkg:maven/io.netty/epoll@4.1?classifier=linux-x86_64&type=jar"}],
                 "dependencies": [
                  {"ref": "a", "dependsOn": ["b", "c"]}, {"ref": "b", "dependsOn": []}, {"ref": "c"}]}
                """);
        parts = PartsList.read(file);
    }

    @Test
    void aPartWithoutAJarIsNoPartAndNobodyDependsOnIt() throws Exception {
        JsonNode kept = written(parts.of(Set.of("io.quarkus.core-3.jar", NATIVE)));

        assertThat(kept.findValuesAsText("name")).containsExactly("core", "epoll");
        assertThat(kept.findValuesAsText("ref")).containsExactly("a", "c");
        assertThat(kept.at("/dependencies/0/dependsOn").toString()).isEqualTo("[\"c\"]");
    }

    @Test
    void jarsOfAFolderWithoutGroupsAreKnownToo() throws Exception {
        JsonNode kept = written(parts.of(Set.of("ide-3.jar")));

        assertThat(kept.findValuesAsText("name")).containsExactly("ide");
    }

    @Test
    void aJarThatNoPartExplainsIsRefusedByName() {
        assertThatThrownBy(() -> parts.of(Set.of("io.quarkus.core-3.jar", "io.quarkus.core-4.jar")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageEndingWith("[io.quarkus.core-4.jar]");
        assertThatThrownBy(() -> parts.of(Set.of("io.netty.epoll-4.1.jar"))).isInstanceOf(CommandFailure.class);
    }

    @Test
    void aListThatMavenHasNotMadeIsSaidToBeMissing() {
        assertThatThrownBy(() -> PartsList.read(folder.resolve("none.json")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContainingAll("none.json", "--offline");
    }

    private JsonNode written(PartsList list) throws Exception {
        Path file = folder.resolve("written.json");
        list.write(file);
        return new ObjectMapper().readTree(file.toFile());
    }
}
