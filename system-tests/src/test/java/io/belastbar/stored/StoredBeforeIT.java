package io.belastbar.stored;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.running.CommandLine;
import io.belastbar.running.RunningPlatform;
import io.belastbar.running.Waiting;
import io.belastbar.stored.Expected.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the version before stored is read by this one: {@link StoreEverything} wrote the tables and the answers. */
@Order(5)
class StoredBeforeIT {
    private static final Duration LIMIT = Duration.ofSeconds(300);
    private static final String COMMAND = "belastbar apply -f";

    @TempDir
    static Path folder;

    private static CommandLine.Running launcher;
    private static Doors doors;
    private static Expected expected;

    @BeforeAll
    static void startOnTheOldData() throws Exception {
        expected = Expected.read();
        var home = new StoredHome(folder.resolve("home"), CommandLine.freeBasePort());
        home.create(StoredTables.read(), folder.resolve("scripts"));
        launcher = CommandLine.start(
                folder.resolve("up.log"),
                List.of("up", "--home", home.path().toString(), "--base-port", "" + home.basePort()),
                List.of("--no-sample", "--no-training"),
                home.environment());
        Waiting.until(
                LIMIT,
                () -> launcher.output().contains("Ready after")
                        || !launcher.process().isAlive(),
                launcher::output);
        assertThat(launcher.process().isAlive()).as(launcher.output()).isTrue();
        doors = new Doors(RunningPlatform.of(home.path()));
    }

    @AfterAll
    static void stop() throws Exception {
        if (launcher != null) {
            launcher.interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "budget",
                "documents",
                "evaluations",
                "series",
                "settings",
                "scenarios",
                "schedules",
                "runs",
                "findings",
                "systems",
                "forecasts",
                "faults"
            })
    void whatWasStoredIsAnsweredAsBefore(String topic) throws Exception {
        var answers = expected.answers().stream()
                .filter(answer -> answer.topic().equals(topic))
                .toList();
        assertThat(answers).isNotEmpty();

        var differences = new ArrayList<String>();
        for (Answer answer : answers) {
            differences.addAll(differences(answer));
        }

        assertThat(differences).isEmpty();
    }

    @Test
    void everyAnswerOfBeforeBelongsToATopic() throws Exception {
        var tested = StoredBeforeIT.class
                .getDeclaredMethod("whatWasStoredIsAnsweredAsBefore", String.class)
                .getAnnotation(ValueSource.class)
                .strings();

        assertThat(expected.answers()).extracting(Answer::topic).containsOnly(tested);
    }

    /** Text and version stay (the text is among the documents); what is not read any more is said, with the remedy. */
    @Test
    void documentOfAForeignFormatKeepsItsVersionAndIsReadOrSaidNotToBe() throws Exception {
        assertThat(expected.foreign()).isNotEmpty();
        for (var document : expected.foreign()) {
            JsonNode budget = doors.json("budget", "/api/v1/systems/" + document.system() + "/budget");

            var shown = StreamSupport.stream(budget.path("documents").spliterator(), false)
                    .filter(one -> one.path("name").asText().equals(document.name()))
                    .toList();
            assertThat(shown).as(document + " in " + budget).hasSize(1);
            assertThat(shown.getFirst().path("version").asInt())
                    .as(document.toString())
                    .isEqualTo(document.version());
            assertThat(shown.getFirst().path("sha256").asText())
                    .as(document.toString())
                    .isEqualTo(document.sha256());
            if (budget.path("objectives").size() != document.objectives()) {
                assertThat(budget.toString()).as(document.toString()).contains(COMMAND);
            }
        }
    }

    @Test
    void identicalDocumentIsNoVersionAndAChangedOneIsTheNext() throws Exception {
        assertThat(expected.continued()).isNotEmpty();
        for (var document : expected.continued()) {
            if (document.path().endsWith("/escalation-rules")) {
                // They name a role that nothing reaches: see below.
                continue;
            }
            assertThat(stored(document, document.text())).as(document.path()).isEqualTo(document.version());
            assertThat(stored(document, document.text() + "# changed\n"))
                    .as(document.path())
                    .isEqualTo(document.version() + 1);
        }
    }

    /** What was stored before rules had to be heard stays in force, and says what of it nobody hears. */
    @Test
    void rulesThatNobodyHearsStayAndAreWarnedOfAndAreRefusedWhenTheyAreSentAgain() throws Exception {
        for (var document : expected.continued()) {
            if (document.path().endsWith("/escalation-rules")) {
                assertThat(doors.json("budget", document.path()).path("warnings"))
                        .as(document.path())
                        .isNotEmpty();
                var again = doors.send(
                        "PUT",
                        document.service(),
                        document.path(),
                        "engineer",
                        document.text(),
                        Map.of("Content-Type", document.contentType()));
                assertThat(again.statusCode()).as(again.body()).isEqualTo(400);
                assertThat(again.body()).contains("DevOps Engineer", "\"line\"");
            }
        }
    }

    private static int stored(Expected.Continued document, String text) throws Exception {
        var answer = doors.write(
                "PUT", document.service(), document.path(), text, Map.of("Content-Type", document.contentType()));
        return Doors.JSON.readTree(answer.body()).path("version").asInt();
    }

    /** Columns that came since stand behind those of before; their cells are numbers or empty. */
    private static String withoutNewColumns(String csv) {
        int added = csv.lines().findFirst().orElse("").split("failed_", -1).length - 1;
        return added == 0 ? csv : csv.replaceAll("(,[^,\\r\\n]*){" + added + "}(?=\\r?\\n)", "");
    }

    private static List<String> differences(Answer expected) throws Exception {
        var answer = doors.get(expected.service(), expected.path(), expected.accept());
        String body = answer.body();
        var found = new ArrayList<String>();
        if (answer.statusCode() != 200) {
            found.add(answer.statusCode() + " " + body);
        } else if (expected.sha256() != null) {
            if (!Doors.sha256(withoutNewColumns(body)).equals(expected.sha256())) {
                found.add("another text: " + body);
            }
        } else if (expected.contains() != null) {
            expected.contains().stream()
                    .filter(fact -> !body.contains(fact))
                    .forEach(fact -> found.add("lacks " + fact));
        } else {
            JsonNode now = expected.accept().equals(Asked.EVENTS) ? Asked.events(answer) : Doors.JSON.readTree(body);
            found.addAll(Facts.differences(expected.facts(), now));
        }
        String place = expected.service() + " " + expected.path() + " (" + expected.accept() + "): ";
        return found.stream().map(place::concat).toList();
    }
}
