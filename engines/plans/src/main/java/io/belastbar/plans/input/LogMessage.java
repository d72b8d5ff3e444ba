package io.belastbar.plans.input;

/**
 * One message of PostgreSQL's log.
 *
 * @param line where the message begins in the log, from 1
 * @param column likewise
 * @param text without the prefix; its further lines as the log has them
 * @param detail what the log says as its DETAIL; empty if nothing
 * @param oneLine whether the log has it in one line, whatever lines the text has
 */
record LogMessage(int line, int column, String text, String detail, boolean oneLine) {

    LogMessage withDetail(String detail) {
        return new LogMessage(line, column, text, detail, oneLine);
    }
}
