package io.belastbar.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belastbar.embedded.PrivateFolder;
import io.belastbar.embedded.otheruser.OtherUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootDropIT {
    @TempDir
    Path folder;

    @Test
    void databaseOfNobodyIsReachedThroughFoldersThatNobodyCanList() throws Exception {
        assumeTrue(OtherUser.isPossible(), "this user may not become another one");
        Path home = PrivateFolder.make(folder.resolve("home"));
        Path database = PrivateFolder.make(home.resolve("data/postgresql"));
        Path secret = PrivateFolder.make(home.resolve("run"));
        PrivateFolder.make(home.resolve("data"));
        Files.writeString(database.resolve("PG_VERSION"), "18");
        Files.writeString(secret.resolve("password"), "hidden");

        RootDrop.NOBODY.own(database);

        assertThat(codeForNobody("cat", database.resolve("PG_VERSION"))).isZero();
        assertThat(codeForNobody("touch", database.resolve("postmaster.pid"))).isZero();
        assertThat(codeForNobody("ls", home)).isNotZero();
        assertThat(codeForNobody("cat", secret.resolve("password"))).isNotZero();
    }

    private static int codeForNobody(String command, Path file) throws Exception {
        var line = new ArrayList<>(OtherUser.NOBODY);
        line.addAll(List.of(command, file.toString()));
        return new ProcessBuilder(line).redirectErrorStream(true).start().waitFor();
    }
}
