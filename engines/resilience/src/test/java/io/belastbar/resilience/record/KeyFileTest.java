package io.belastbar.resilience.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    @TempDir
    Path folder;

    @Test
    void missingKeyIsMadeForItsOwnerOnlyAndFoundAgain() throws IOException {
        Path file = folder.resolve("new/record.pem");

        RecordKey made = KeyFile.readOrMake(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(KeyFile.readOrMake(file).open().fingerprint())
                .isEqualTo(made.open().fingerprint());
        try (var files = Files.list(file.getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void processesThatAskAtOnceGetTheSameKey() throws Exception {
        Path file = folder.resolve("record.pem");
        List<Callable<String>> asking = new ArrayList<>();
        for (int each = 0; each < 16; each++) {
            asking.add(() -> KeyFile.readOrMake(file).open().fingerprint());
        }

        Set<String> fingerprints = new TreeSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : threads.invokeAll(asking)) {
                fingerprints.add(answer.get());
            }
        }

        assertThat(fingerprints).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
    void keyThatOthersMayUseIsRefused(String permissions) throws IOException {
        Path file = folder.resolve("record.pem");
        KeyFile.readOrMake(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> KeyFile.readOrMake(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(permissions);
    }

    /** A secret that Kubernetes mounts is root's, and the pod's group reads it. */
    @ParameterizedTest
    @CsvSource({
        "r--r-----, true, true",
        "rw-r-----, true, true",
        "r--------, true, true",
        "rw-r--r--, true, false",
        "rw-rw----, true, false",
        "r--r-----, false, false",
        "r--------, false, true"
    })
    void keyOfRootForAnotherUserMayBeReadByTheGroup(String permissions, boolean rootsForAnother, boolean isPrivate) {
        assertThat(KeyFile.isPrivate(PosixFilePermissions.fromString(permissions), rootsForAnother))
                .isEqualTo(isPrivate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no key", "-----BEGIN PRIVATE KEY-----\nMC4CAQ==\n-----END PRIVATE KEY-----\n"})
    void fileWithoutAKeyIsRefusedAndStaysAsItIs(String content) throws IOException {
        Path file = folder.resolve("record.pem");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);

        assertThatThrownBy(() -> KeyFile.readOrMake(file)).hasMessageContaining("PEM");
        assertThat(file).hasContent(content);
    }

    @Test
    void halvesOfTwoKeysAreRefused() {
        String mixed = RecordKey.generate().pem().split("-----BEGIN PUBLIC")[0]
                + RecordKey.generate().open().pem();

        assertThat(RecordKey.ofPem(mixed)).isEmpty();
    }
}
