package io.belastbar.local.ha;

import io.belastbar.embedded.PrivateProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The pair beside its data: written before a standby is promoted, so that no later launcher starts the former primary. */
record PairFile(Path file) {

    DatabasePair read(DatabasePair first) throws IOException {
        if (!Files.exists(file)) {
            return first;
        }
        var stored = PrivateProperties.read(file);
        boolean turned = first.other().equals(stored.get("primary"));
        return new DatabasePair(
                turned ? first.other() : first.primary(),
                turned ? first.primary() : first.other(),
                Boolean.parseBoolean(stored.get("superseded")),
                first.synchronous());
    }

    void write(DatabasePair pair) throws IOException {
        PrivateProperties.write(
                file, Map.of("primary", pair.primary(), "superseded", Boolean.toString(pair.superseded())));
    }
}
