package io.belastbar.chaos.dora.notice;

import io.belastbar.chaos.dora.store.ReadCoverage;
import io.belastbar.chaos.runbook.store.RunbookKind;
import io.belastbar.jobs.Await;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.problem.DomainFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Tells of the tests of every system that are due, each once, and of what is over. Blocks: for virtual threads. */
@ApplicationScoped
public class TellDueTests {
    private static final Logger LOG = Logger.getLogger(TellDueTests.class);

    private final DocumentRepository documents;
    private final ReadCoverage coverage;
    private final NoticeRepository notices;

    TellDueTests(DocumentRepository documents, ReadCoverage coverage, NoticeRepository notices) {
        this.documents = documents;
        this.coverage = coverage;
        this.notices = notices;
    }

    /** @param now the time of which it tells */
    public void tell(Instant now) {
        for (String system : Await.of(documents.systems(RunbookKind.ID))) {
            try {
                tell(system, now.truncatedTo(ChronoUnit.MICROS));
            } catch (DomainFailure unread) {
                // One system whose description nobody reads holds up no other.
                LOG.warnf("tests that are due not looked at: system=%s reason=%s", system, unread.getMessage());
            }
        }
    }

    private void tell(String system, Instant now) {
        for (NoticeChange change : NoticeChange.between(coverage.of(system, now), Await.of(notices.open(system)))) {
            Await.of(notices.apply(system, change, now));
        }
    }
}
