package io.belastbar.chaos.gameday.measuring;

import io.belastbar.chaos.fault.driver.NotHere;
import io.belastbar.chaos.measure.Probes;
import io.belastbar.chaos.measure.database.ProbeNotPossible;
import io.belastbar.chaos.runbook.Measure;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.report.Sentence;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether what a runbook wants to measure can be measured here. Changes nothing. Blocks: for virtual threads. */
@ApplicationScoped
public class MeasuringCheck {
    private final Probes probes;
    private final TargetRegistry targets;
    private final CredentialStore credentials;

    MeasuringCheck(Probes probes, TargetRegistry targets, CredentialStore credentials) {
        this.probes = probes;
        this.targets = targets;
        this.credentials = credentials;
    }

    /** Why not, and what to do about it; empty if it can, or if nothing is measured. */
    public Optional<Sentence> impossible(Runbook runbook) {
        return runbook.measure().flatMap(measure -> unregistered(measure).or(() -> unprobed(runbook, measure)));
    }

    private Optional<Sentence> unregistered(Measure measure) {
        Stream<String> needed = Stream.concat(
                Stream.of(measure.target()),
                measure.oldPrimary().stream().flatMap(old -> Stream.of(old.control(), old.target())));
        Optional<Sentence> target = needed.filter(name -> targets.find(name).isEmpty())
                .findFirst()
                .map(name -> NotHere.because(
                        "target " + name + " is not registered",
                        "das Ziel " + name + " nicht eingetragen ist",
                        "give its address in belastbar.targets." + name + ".url",
                        "geben Sie seine Adresse in belastbar.targets." + name + ".url an"));
        String login = measure.credentials().orElse(measure.target());
        return target.or(() -> credentials.find(login).isPresent()
                ? Optional.empty()
                : Optional.of(NotHere.because(
                        "there is no login " + login,
                        "es die Anmeldung " + login + " nicht gibt",
                        "give belastbar.credentials." + login + ".username and .password",
                        "geben Sie belastbar.credentials." + login + ".username und .password an")));
    }

    private Optional<Sentence> unprobed(Runbook runbook, Measure measure) {
        try {
            probes.check(Measuring.order(runbook, measure));
            return Optional.empty();
        } catch (ProbeNotPossible refused) {
            return Optional.of(NotHere.because(refused.why(), refused.german(), refused.remedy(), refused.remedy()));
        } catch (SQLException failure) {
            return Optional.of(refused(measure, failure));
        } catch (IOException noFolder) {
            return Optional.of(NotHere.because(
                    "the history of the probe cannot be written (" + noFolder.getMessage() + ")",
                    "der Verlauf der Sonde nicht geschrieben werden kann (" + noFolder.getMessage() + ")",
                    "correct belastbar.chaos.probe-folder",
                    "berichtigen Sie belastbar.chaos.probe-folder"));
        }
    }

    private static Sentence refused(Measure measure, SQLException failure) {
        String target = measure.target();
        String state = String.valueOf(failure.getSQLState());
        if (state.startsWith("28")) {
            String login = measure.credentials().orElse(target);
            return NotHere.because(
                    target + " refuses the login " + login,
                    target + " die Anmeldung " + login + " ablehnt",
                    "correct belastbar.credentials." + login,
                    "berichtigen Sie belastbar.credentials." + login);
        }
        if (state.equals("3D000")) {
            return NotHere.because(
                    target + " has no such database",
                    "es bei " + target + " keine solche Datenbank gibt",
                    "correct the name at the end of belastbar.targets." + target + ".url",
                    "berichtigen Sie den Namen am Ende von belastbar.targets." + target + ".url");
        }
        return NotHere.because(
                target + " does not answer (" + failure.getMessage() + ")",
                target + " nicht antwortet (" + failure.getMessage() + ")",
                "start it, or correct its address in belastbar.targets." + target,
                "starten Sie es, oder berichtigen Sie die Adresse in belastbar.targets." + target);
    }
}
