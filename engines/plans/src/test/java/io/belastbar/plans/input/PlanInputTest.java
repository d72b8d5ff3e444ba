package io.belastbar.plans.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.document.TooLarge;
import io.belastbar.plans.Explained;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What psql 15 printed and what servers of 14.20, 16.11 and 18.6 logged. */
class PlanInputTest {
    private static final Path FOLDER = Path.of("src/test/resources/inputs");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "psql.txt",
                "psql-expanded.txt",
                "psql-expanded-border.txt",
                "psql-unicode.txt",
                "psql-old-ascii.txt",
                "psql-unaligned.txt",
                "psql.csv"
            })
    void plansOfPsqlAreRead(String file) {
        List<ReadPlan> plans = PlanInput.read(text(file)).plans();

        assertThat(plans).singleElement().satisfies(read -> {
            assertThat(read.plan().root().type()).isEqualTo("Aggregate");
            assertThat(read.plan().nodes()).hasSizeGreaterThan(1);
            assertThat(read.plan().executionMs()).isPresent();
            assertThat(read.maxMs()).isEqualTo(read.plan().executionMs().getAsDouble());
        });
    }

    @Test
    void severalPlansOfPsqlAreRead() {
        String session = "shop=# explain (format json) select 1;\n" + text("psql.txt") + "Time: 4,712 ms\nshop=# \n"
                + text("psql-unicode.txt").replace("\n", "\r\n");

        assertThat(PlanInput.read(session).plans()).hasSize(2);
    }

    @Test
    void placesInPsqlsOutputAreThoseOfTheText() {
        String broken = text("psql.txt").replace("\"Actual Loops\": 1", "\"Actual Loops\":-1");
        int line = (int) broken.substring(0, broken.indexOf(":-1")).lines().count();

        ProblemError fault = refusal(broken).errors().getFirst();

        assertThat(fault.line()).isEqualTo(line);
        assertThat(fault.column())
                .isEqualTo(broken.lines().toList().get(line - 1).indexOf("-1") + 1);
        assertThat(fault.pointer()).isEqualTo("/0/Plan/Actual Loops");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stderr-14.log",
                "stderr-16.log",
                "stderr-18.log",
                "csvlog-14.csv",
                "csvlog-16.csv",
                "csvlog-18.csv",
                "jsonlog-16.json",
                "jsonlog-18.json"
            })
    void logsGivePlansAndStatements(String file) {
        PlanInput input = PlanInput.read(text(file));

        assertThat(input.plans()).hasSize(2);
        assertThat(input.plans().getFirst().plan().queryText().orElseThrow()).startsWith("select c.name, o.total");
        assertThat(input.plans()).allSatisfy(read -> {
            assertThat(read.calls()).isEqualTo(1);
            assertThat(read.maxMs()).isPositive();
            assertThat(read.plan().executionMs()).hasValue(read.maxMs());
            assertThat(read.plan().isTimed()).isTrue();
        });
        assertThat(input.statements())
                .filteredOn(statement -> statement.text().startsWith("select id, name"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.text()).isEqualTo("select id, name from customer where city = $1 and id < $2");
                    assertThat(statement.calls()).isEqualTo(5);
                    assertThat(statement.slowestParameters()).startsWith("$1 = '");
                    assertThat(statement.totalMs()).isGreaterThan(5 * statement.meanMs());
                    assertThat(statement.maxMs()).isGreaterThanOrEqualTo(statement.meanMs());
                });
        assertThat(input.statements())
                .filteredOn(statement -> statement.text().contains("from \"order\""))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.text())
                            .isEqualTo("select count(*) from \"order\" where total > ? and state = ?");
                    assertThat(statement.calls()).isEqualTo(2);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"stderr-18.log", "csvlog-18.csv", "jsonlog-18.json"})
    void plansInTextOfALogAreNamedAndHoldUpNoOther(String file) {
        PlanInput input = PlanInput.read(text(file));

        assertThat(input.unread()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).contains("auto_explain.log_format = json");
            assertThat(text(file).lines().toList().get(fault.line() - 1)).contains("Query Text");
        });
    }

    @Test
    void logsOfAllFormsSayTheSame() {
        PlanInput text = PlanInput.read(text("stderr-18.log"));
        PlanInput csv = PlanInput.read(text("csvlog-18.csv"));
        PlanInput json = PlanInput.read(text("jsonlog-18.json"));

        assertThat(csv.statements()).isEqualTo(text.statements());
        assertThat(json.statements()).isEqualTo(text.statements());
    }

    @Test
    void logsThatWereCutOffAtBothEndsAreRead() {
        for (String file : List.of("stderr-18.log", "csvlog-18.csv", "jsonlog-18.json")) {
            String whole = text(file);
            PlanInput cut = PlanInput.read(whole.substring(1_000, whole.length() - 200));

            assertThat(cut.plans()).isNotEmpty();
        }
    }

    @Test
    void linesOfOtherProgramsAndLostTabsAreEndured() {
        String log = text("stderr-18.log").replace("\t", "  ") + "sh: line 3: oops\n{\n";

        assertThat(PlanInput.read(log).plans()).hasSize(2);
        assertThat(PlanInput.read(
                                text("stderr-18.log").replaceAll("(?m)^2026\\S+ \\S+ UTC \\[\\d+\\] (\\S+@\\S+ )?", ""))
                        .plans())
                .hasSize(2);
        assertThat(PlanInput.read(text("stderr-18.log").replaceAll("(?m)^2026", "[postgres-0] {json: \"x\"} 2026"))
                        .plans())
                .hasSize(2);
    }

    @Test
    void callsOfAStatementWithTheSamePlanAreOnePlan() {
        String line =
                "LOG:  duration: %s ms  plan:\n\t{\"Query Text\": \"select * from t where id = %d\", \"Plan\": {\"Node Type\": \"%s\"}}\n";
        String log = line.formatted("1.5", 1, "Index Scan")
                + line.formatted("2.5", 2, "Index Scan")
                + line.formatted("900.0", 3, "Seq Scan");

        List<ReadPlan> plans = PlanInput.read(log).plans();

        assertThat(plans).extracting(ReadPlan::calls).containsExactly(1L, 2L);
        assertThat(plans.get(1).meanMs()).isCloseTo(2, within(1e-9));
        assertThat(plans.get(1).plan().queryText()).hasValue("select * from t where id = 2");
    }

    @Test
    void thousandsOfDifferentPlansAreBounded() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            log.append("LOG:  duration: ")
                    .append(i)
                    .append(".0 ms  plan:\n\t{\"Plan\": {\"Node Type\": \"Scan ")
                    .append(i)
                    .append("\"}}\n");
        }

        PlanInput input = PlanInput.read(log.toString());

        assertThat(input.plans()).hasSize(100);
        assertThat(input.plans().getFirst().maxMs()).isEqualTo(4_999);
        assertThat(input.omitted()).isEqualTo(4_900);
    }

    @Test
    void aMillionBlanksInALineOfAPlanAreNothing() {
        String blanks = " ".repeat(1_000_000);
        String plan =
                "QUERY PLAN\n[{\"Plan\":{\"Node Type\":" + blanks + "\"Result\"}}]" + blanks + "+ |" + blanks + "\n";

        assertThat(PlanInput.read(plan + blanks + "\n").plans()).hasSize(1);
        assertThat(refusal(plan + blanks + ".\n").errors()).isNotEmpty();
    }

    @Test
    void hugeStatementsAreShortened() {
        String log = "LOG:  duration: 3.0 ms  statement: select '" + "x".repeat(10_000_000) + "', "
                + "a, ".repeat(1_000_000) + "b\n";

        assertThat(PlanInput.read(log).statements()).singleElement().satisfies(statement -> assertThat(statement.text())
                .hasSize(2_000)
                .startsWith("select ?, a, a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text.txt|plans in text format are not read yet|3",
                "xml.txt|plans in XML are not read|3",
                "yaml.txt|plans in YAML are not read|3",
                "unaligned.xml|plans in XML are not read|1",
                "unaligned.yaml|plans in YAML are not read|1"
            })
    void otherFormatsAreNamed(String file, String rule, int line) {
        ProblemError fault = refusal(text(file)).errors().getFirst();

        assertThat(fault.rule()).startsWith(rule).contains("FORMAT JSON");
        assertThat(fault.line()).isEqualTo(line);
    }

    @Test
    void whatIsNoPlanAtAllIsRefused() {
        assertThat(refusal("Dear colleague").errors().getFirst().rule()).startsWith("must be EXPLAIN's JSON");
        assertThat(refusal("").errors().getFirst().rule()).startsWith("must be EXPLAIN's JSON");
        assertThat(refusal("\uFEFF \n").errors()).isNotEmpty();
        assertThat(refusal("QUERY PLAN\n").errors()).isNotEmpty();
        assertThat(refusal("2026-01-01 00:00:00 UTC [1] LOG:  checkpoint starting: time\n")
                        .getMessage())
                .contains("auto_explain.log_min_duration");
        assertThat(refusal("LOG:  duration: 1.0 ms  plan:\n\t{\"Plan\": {\n")
                        .errors()
                        .getFirst()
                        .line())
                .isEqualTo(2);
    }

    @Test
    void textsBeyondTheLimitAreTooLarge() {
        assertThatExceptionOfType(TooLarge.class)
                .isThrownBy(() -> PlanInput.read(" ".repeat(PlanInput.LENGTH_MAX + 1)));
    }

    @Test
    void everyDamagedInputIsReadOrRefused() {
        for (String file : List.of("psql.txt", "psql.csv", "stderr-16.log", "csvlog-16.csv", "jsonlog-16.json")) {
            String whole = text(file);
            for (int at = 0; at < whole.length(); at += 97) {
                for (String instead : List.of("", "\"", "\0", "{", ",", "\n")) {
                    assertReadOrRefused(whole.substring(0, at) + instead + whole.substring(at + 1));
                }
            }
        }
    }

    @Test
    void plansAloneAreReadAsListAsObjectAndAsText() {
        String list = Explained.text(18, "hash-join").strip();
        String object = list.substring(1, list.length() - 1);
        String quoted = "\"" + list.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";

        assertThat(List.of(list, object, quoted, "\uFEFF" + list, list.replace("\n", "\r\n")))
                .allSatisfy(text -> assertThat(PlanInput.read(text).plans()).hasSize(1));
    }

    private static void assertReadOrRefused(String text) {
        try {
            PlanInput.read(text);
        } catch (InvalidInput refused) {
            assertThat(refused.errors()).isNotEmpty();
        }
    }

    private static InvalidInput refusal(String text) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> PlanInput.read(text));
        assertThat(refused).isNotNull();
        return refused;
    }

    private static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
