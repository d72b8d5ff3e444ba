package io.belastbar.chaos.chaostoolkit.reading;

import io.belastbar.chaos.runbook.NotPossible;
import io.belastbar.document.DocumentNode;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.List;

/** What of an experiment cannot be carried out here, each with its place, its reason and what to do. */
final class Impossible {
    private static final Sentence LEAVE_OUT = new Sentence(
            "say it as an http activity or as a fault of a runbook, or go without it (--without-impossible)",
            "sagen Sie es als http-Aktivität oder als Störung eines Runbooks, oder verzichten Sie darauf"
                    + " (--without-impossible)");

    private final List<NotPossible> parts = new ArrayList<>();

    List<NotPossible> parts() {
        return parts;
    }

    private void add(String where, DocumentNode at, Sentence because, Sentence remedy) {
        parts.add(new NotPossible(where, at.pointer(), at.line(), at.column(), because, remedy));
    }

    void python(String where, DocumentNode at, String function) {
        add(
                where,
                at,
                new Sentence(
                        "it calls the Python function " + function + ", and no Python runs here",
                        "es die Python-Funktion " + function + " aufruft und hier kein Python läuft"),
                LEAVE_OUT);
    }

    void process(String where, DocumentNode at, String path) {
        add(
                where,
                at,
                new Sentence(
                        "it starts the program " + path + ", and programs of others are not started here",
                        "es das Programm " + path + " startet und fremde Programme hier nicht gestartet werden"),
                LEAVE_OUT);
    }

    void control(String where, DocumentNode at) {
        add(
                where,
                at,
                new Sentence(
                        "its controls are Python that runs before and after, and no Python runs here",
                        "seine Controls Python sind, das davor und danach läuft, und hier kein Python läuft"),
                new Sentence(
                        "take the controls out, or go without what they do (--without-impossible)",
                        "nehmen Sie die Controls heraus, oder verzichten Sie auf ihre Wirkung (--without-impossible)"));
    }

    void unregistered(String where, DocumentNode at, String server) {
        add(
                where,
                at,
                new Sentence(
                        "no target of the system has the address " + server,
                        "kein Ziel des Systems die Adresse " + server + " hat"),
                new Sentence(
                        "register it (belastbar.targets.NAME.url) and name it in system.yml under targets",
                        "registrieren Sie sie (belastbar.targets.NAME.url) und nennen Sie das Ziel in system.yml unter"
                                + " targets"));
    }

    void open(String where, DocumentNode at, String variable) {
        add(
                where,
                at,
                new Sentence(
                        "nobody gave the value of " + variable + ", and the environment of this service is not asked",
                        "niemand den Wert von " + variable + " angegeben hat und die Umgebung dieses Dienstes nicht"
                                + " gefragt wird"),
                new Sentence(
                        "give it when the game day is begun (--set NAME=VALUE), or give it a default",
                        "geben Sie ihn beim Beginn des Game Days an (--set NAME=WERT), oder geben Sie ihm einen"
                                + " Vorgabewert (default)"));
    }

    void computed(String where, DocumentNode at, String name) {
        add(
                where,
                at,
                new Sentence(
                        "the value of " + name + " would have to be found out by a probe before the experiment",
                        "der Wert von " + name + " vor dem Experiment von einer Probe ermittelt werden müsste"),
                new Sentence("write the value itself", "schreiben Sie den Wert selbst hin"));
    }

    void secret(String where, DocumentNode at, String group) {
        add(
                where,
                at,
                new Sentence(
                        "the secret " + group + " would stand in an address, a body or a header of its own, which are"
                                + " recorded",
                        "das Geheimnis " + group + " in einer Adresse, einem Rumpf oder einer eigenen Kopfzeile stünde,"
                                + " die aufgezeichnet werden"),
                new Sentence(
                        "send it in the header Authorization: it is then the credential of that name",
                        "senden Sie es in der Kopfzeile Authorization: dann ist es die Zugangsangabe dieses Namens"));
    }

    void header(String where, DocumentNode at, String header) {
        add(
                where,
                at,
                new Sentence(
                        "the header " + header + " is set by the connection itself",
                        "die Kopfzeile " + header + " von der Verbindung selbst gesetzt wird"),
                new Sentence("take it out", "nehmen Sie sie heraus"));
    }

    void certificate(String where, DocumentNode at) {
        add(
                where,
                at,
                new Sentence(
                        "it asks not to check the certificate, which is a matter of the registered target",
                        "es verlangt, das Zertifikat nicht zu prüfen, was Sache des registrierten Ziels ist"),
                new Sentence(
                        "take verify_tls out, and say at the target which certificates it may show",
                        "nehmen Sie verify_tls heraus, und sagen Sie beim Ziel, welche Zertifikate es zeigen darf"));
    }

    void tolerance(String where, DocumentNode at) {
        add(
                where,
                at,
                new Sentence(
                        "its answer is an object of status, headers and body, which never equals this tolerance",
                        "seine Antwort ein Objekt aus status, headers und body ist, das dieser Toleranz nie gleicht"),
                new Sentence(
                        "say a status (200), or {type: regex, range or jsonpath, target: body}",
                        "nennen Sie einen Status (200) oder {type: regex, range oder jsonpath, target: body}"));
    }

    void nothingProven(DocumentNode at) {
        add(
                "steady-state-hypothesis",
                at,
                new Sentence(
                        "nothing says how the system is when it is well, and what nobody looks at is not proven",
                        "nichts sagt, wie es dem System geht, wenn es ihm gut geht, und unbewiesen ist, worauf niemand"
                                + " schaut"),
                new Sentence(
                        "give it a steady-state-hypothesis with an http probe",
                        "geben Sie ihm eine steady-state-hypothesis mit einer http-Probe"));
    }
}
