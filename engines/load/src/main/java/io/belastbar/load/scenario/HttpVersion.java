package io.belastbar.load.scenario;

/** Which HTTP is spoken. */
public enum HttpVersion {
    HTTP_1_1,
    HTTP_2
}
