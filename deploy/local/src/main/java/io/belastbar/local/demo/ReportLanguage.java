package io.belastbar.local.demo;

/** The languages of a report. */
enum ReportLanguage {
    EN,
    DE
}
