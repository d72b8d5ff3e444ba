package io.belastbar.load.report.page;

import io.belastbar.load.report.chart.PageText;
import io.belastbar.load.result.ErrorClass;

/** What kinds of errors are called. */
final class ErrorWords {

    private ErrorWords() {}

    static String of(ErrorClass error, PageText text) {
        return switch (error) {
            case UNEXPECTED_STATUS -> text.say("Unexpected status", "Unerwarteter Status");
            case EXTRACTION_FAILED -> text.say("Value not in the answer", "Wert fehlt in der Antwort");
            case TIMEOUT -> text.say("Timed out", "Zeit überschritten");
            case CONNECTION_FAILED -> text.say("No connection", "Keine Verbindung");
            case CONNECTION_CLOSED -> text.say("Connection closed early", "Verbindung vorzeitig beendet");
            case BODY_TOO_LARGE -> text.say("Body too large", "Antwort zu groß");
            case NAME_UNRESOLVED -> text.say("Name not resolved", "Name nicht auflösbar");
            case TLS_FAILED -> text.say("TLS failed", "TLS gescheitert");
            case PROTOCOL_ERROR -> text.say("Protocol error", "Protokollfehler");
            case SQL_ERROR -> text.say("SQL error", "SQL-Fehler");
            case SQL_CONFLICT -> text.say("SQL conflict", "SQL-Konflikt");
            case OTHER -> text.say("Other", "Sonstige");
        };
    }
}
