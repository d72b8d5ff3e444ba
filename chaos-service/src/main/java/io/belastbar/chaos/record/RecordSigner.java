package io.belastbar.chaos.record;

import io.belastbar.resilience.record.HeadLine;
import io.belastbar.resilience.record.KeyFile;
import io.belastbar.resilience.record.PublicRecordKey;
import io.belastbar.resilience.record.RecordKey;
import io.belastbar.web.problem.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Signs with the key of this platform. The key is read when it is first needed and stays in memory: a service that cannot
 * read it still takes faults back.
 */
@ApplicationScoped
public class RecordSigner {
    private static final Logger LOG = Logger.getLogger(RecordSigner.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final Path file;
    private volatile RecordKey known;

    RecordSigner(RecordConfig config) {
        this.file = Path.of(config.keyFile());
    }

    HeadLine sign(UUID gameDay, ChainPosition position, Instant at) {
        return key().sign(gameDay, position.entries(), position.hash(), at);
    }

    PublicRecordKey open() {
        return key().open();
    }

    /**
     * Reads the key, or makes it: for whoever would rather know before a game day than at its end.
     *
     * @throws Unavailable if it cannot be used, with the reason
     */
    public void requireKey() {
        key();
    }

    private RecordKey key() {
        RecordKey key = known;
        if (key == null) {
            try {
                key = KeyFile.readOrMake(file);
                known = key;
                LOG.infof("records are signed: key=%s", key.open().fingerprint());
            } catch (IOException unusable) {
                LOG.errorf("records cannot be signed: %s", unusable.getMessage());
                throw new Unavailable("the key of records", unusable.getMessage(), RETRY_AFTER);
            }
        }
        return key;
    }
}
