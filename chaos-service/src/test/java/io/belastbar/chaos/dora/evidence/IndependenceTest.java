package io.belastbar.chaos.dora.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.dora.PlayedRecord;
import io.belastbar.chaos.dora.article.Articles;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndependenceTest {
    private static Finding of(PlayedRecord record) {
        return Independence.of(record.facts(), Articles.own().roles());
    }

    private static PlayedRecord played(String... people) {
        return PlayedRecord.of("x").people(people).begin().finished("PASSED");
    }

    private static PlayedRecord signedOff(PlayedRecord record, String by) {
        return record.add("SIGN_OFF", by, Map.of("verdict", "ACCEPTED"));
    }

    @Test
    void whoPlansRunsOperatesAndAuditsAreDifferentPeople() {
        Finding found = of(signedOff(played("moderator=tester", "operations=olga", "backend=bert"), "auditor"));

        assertThat(found.verdict()).isEqualTo(Verdict.SHOWN);
        assertThat(found.because().english()).contains("planner, tester", "bert, olga", "auditor");
        assertThat(found.facts()).hasSize(2);
    }

    @Test
    void whoOperatesDoesNotTest() {
        assertThat(of(signedOff(played("operations=tester"), "auditor")).verdict())
                .isEqualTo(Verdict.SHOWN_NOT_MET);
        assertThat(of(played("database administrator=planner")).because().english())
                .startsWith("planner planned or began");
    }

    @Test
    void theSameNameInAnotherRoleIsTheSamePerson() {
        assertThat(of(played("moderator=tester", "DevOps Engineer=tester")).verdict())
                .isEqualTo(Verdict.SHOWN_NOT_MET);
    }

    @Test
    void whoTookPartDoesNotAudit() {
        PlayedRecord record = PlayedRecord.of("x")
                .people("operations=olga")
                .begin()
                .add("CONFIRMED", "auditor", Map.of("subject", "promoted"))
                .finished("PASSED");

        assertThat(of(signedOff(record, "auditor")).verdict()).isEqualTo(Verdict.SHOWN_NOT_MET);
    }

    @Test
    void whoTestsDoesNotApproveTheOwnFaults() {
        PlayedRecord record = PlayedRecord.of("x")
                .people("operations=olga")
                .begin()
                .add("APPROVED", "planner", Map.of())
                .finished("PASSED");

        assertThat(of(record).because().german()).contains("planner hat die Störungen");
    }

    @Test
    void whoConfirmsAsTheOperatorIsNoTester() {
        PlayedRecord record = PlayedRecord.of("x")
                .people("operations=olga")
                .begin()
                .add("CONFIRMED", "olga", Map.of("subject", "promoted"))
                .finished("PASSED");

        assertThat(of(signedOff(record, "auditor")).verdict()).isEqualTo(Verdict.SHOWN);
    }

    @Test
    void rolesWithoutNamesShowNothing() {
        assertThat(of(played("moderator=tester", "operations")).verdict()).isEqualTo(Verdict.NOT_SHOWN);
        assertThat(of(played("operations=olga", "backend")).because().english()).contains("backend");
        assertThat(of(played("moderator=tester")).verdict()).isEqualTo(Verdict.NOT_SHOWN);
        assertThat(of(played()).verdict()).isEqualTo(Verdict.NOT_SHOWN);
    }

    @Test
    void withoutASignatureOrAnAuthorItIsShownInPart() {
        assertThat(of(played("operations=olga")).verdict()).isEqualTo(Verdict.PARTLY);
        PlayedRecord anonymous = PlayedRecord.of("x")
                .people("operations=olga")
                .author(null)
                .begin()
                .finished("PASSED");
        assertThat(of(signedOff(anonymous, "auditor")).verdict()).isEqualTo(Verdict.PARTLY);
    }
}
