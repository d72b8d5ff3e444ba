package io.belastbar.chaos.badinput;

import java.util.List;

/** Every door of this service that takes a document, and what is wrong with documents at each. */
final class Doors {
    static final String SECRET = "hunter2-never-shown";

    private static final String SYSTEM = "/api/v1/systems/smartbav";
    static final String NOBODYS_DAY = "/api/v1/game-days/00000000-0000-4000-8000-000000000000";

    private Doors() {}

    /**
     * A door.
     *
     * @param role who may use it
     * @param good a document without a fault of its form; the door may refuse it for another reason
     */
    record Door(String name, String method, String path, String role, String type, String good) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Something wrong.
     *
     * @param pointers where it is to be told, all at once
     */
    record Wrong(String door, String what, int status, String body, List<String> pointers) {
        @Override
        public String toString() {
            return door + ": " + what;
        }
    }

    static final List<Door> ALL = List.of(
            new Door("faults", "POST", SYSTEM + "/faults", "operator", "application/json", """
                    {"type":"insurer-hang","target":"nobody","duration":"5s"}"""),
            new Door(
                    "runbooks",
                    "PUT",
                    SYSTEM + "/runbooks/bad-input",
                    "engineer",
                    "application/yaml",
                    "{\"runbook\":\"other\"}"),
            new Door(
                    "game days",
                    "POST",
                    SYSTEM + "/game-days",
                    "operator",
                    "application/json",
                    "{\"runbook\":\"nobody\"}"),
            new Door(
                    "alerts",
                    "POST",
                    "/api/v1/alerts",
                    "alerts",
                    "application/json",
                    "{\"version\":\"3\",\"alerts\":[]}"),
            new Door(
                    "posted alerts",
                    "POST",
                    "/api/v1/alertmanager/api/v2/alerts",
                    "alerts",
                    "application/json",
                    "[{}]"),
            new Door("approvals", "POST", SYSTEM + "/approvals", "operator", "application/json", "{\"hash\":\"x\"}"),
            new Door(
                    "corrections",
                    "POST",
                    NOBODYS_DAY + "/record/corrections",
                    "auditor",
                    "application/json",
                    "{\"entry\":1,\"text\":\"t\"}"),
            new Door(
                    "sign-off",
                    "POST",
                    NOBODYS_DAY + "/record/sign-off",
                    "auditor",
                    "application/json",
                    "{\"verdict\":\"ACCEPTED\"}"),
            new Door(
                    "confirmations",
                    "POST",
                    NOBODYS_DAY + "/confirmations",
                    "operator",
                    "application/json",
                    "{\"step\":\"s\",\"accepted\":true}"),
            new Door(
                    "answers",
                    "POST",
                    NOBODYS_DAY + "/answers",
                    "operator",
                    "application/json",
                    "{\"question\":0,\"answer\":\"a\"}"),
            new Door("kill switch", "POST", "/api/v1/kill-switch", "operator", "application/json", "{\"reason\":\"\"}"),
            new Door("system", "PUT", SYSTEM, "engineer", "application/json", "{\"system\":\"other\"}"),
            new Door(
                    "experiments",
                    "POST",
                    SYSTEM + "/conversions/runbook",
                    "engineer",
                    "application/yaml",
                    "{\"method\":[]}"),
            new Door(
                    "exports",
                    "POST",
                    SYSTEM + "/exports/chaostoolkit",
                    "engineer",
                    "application/yaml",
                    "{\"method\":[]}"));

    /** What no reader of documents takes, wherever it is sent. */
    static final List<String> UNREADABLE = List.of(
            "",
            "   ",
            "null",
            "\"text\"",
            "{",
            "{\"a\":1}{\"b\":2}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":\"x\\u0000y\"}",
            "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
            "a: &a [1,1,1,1]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n",
            "a: 1\n---\nb: 2\n",
            "password: " + SECRET + ": [\n");

    private static final String BEGINNING = """
            runbook: bad-input
            goal: g
            critical-function: f
            criticality: supporting
            """;
    private static final String STEADY = """
            steady-state:
              expect:
                - {name: it is "well", type: http-probe, target: smartbav-insurer, request: GET /control}
            """;

    static final List<Wrong> WRONG = List.of(
            new Wrong(
                    "faults",
                    "unknown kind, no duration, an address, a secret",
                    400,
                    """
                    {"type":"meteor","target":"http://169.254.169.254/","password":"%s"}""".formatted(SECRET),
                    List.of("/type", "/target", "/durationSeconds", "/password")),
            new Wrong(
                    "faults",
                    "no unit, negative share, unknown field",
                    400,
                    """
                    {"type":"insurer-latency","target":"smartbav-insurer","latency":"30","percentage":-1,"duration":"5","x":1}""",
                    List.of("/latency", "/percentage", "/duration", "/x")),
            new Wrong(
                    "faults",
                    "a duration that is too long, and one that is negative",
                    400,
                    """
                    {"type":"insurer-latency","target":"smartbav-insurer","latencyMs":-5,"durationSeconds":999999999999}""",
                    List.of("/latencyMs", "/durationSeconds")),
            new Wrong("faults", "a secret in a value", 400, """
                    {"type":"insurer-hang","target":"postgres://bob:%s@host/","duration":"5s"}""".formatted(SECRET), List.of("/target")),
            new Wrong("faults", "a target that nobody registered", 403, """
                    {"type":"insurer-hang","target":"nobody \\u00fc","duration":"5s"}""".replace(" \\u00fc", ""), List.of()),
            new Wrong("faults", "the platform's own server", 409, """
                    {"type":"postgres-connections","target":"own-db","credential":"smartbav-db","connections":5,"duration":"5s"}""", List.of()),
            new Wrong(
                    "runbooks",
                    "everything that a step can have wrong",
                    400,
                    BEGINNING + STEADY + """
                    preparation:
                      - {at: T+1m, name: late, act: {action: http, target: smartbav-insurer, path: /}}
                      - {at: T-1m, name: broken, inject: {type: insurer-hang, target: smartbav-insurer, duration: 5s}}
                    steps:
                      - {at: T-5s, name: early, act: {action: analysis}}
                      - {at: 30s, name: no T, act: {action: analysis}}
                      - {at: T+1m, name: itself, clear: itself}
                      - {at: T+2m, name: twice, act: {action: analysis}, confirm: {role: r, text: t}}
                      - {at: T+1m, name: back, act: {action: analysis}}
                      - {at: T+3m, name: twice, act: {action: shoot}}
                      - {at: T+3m, name: foreign, act: {action: http, target: "http://169.254.169.254/"}}
                      - {at: T+3m, name: much, inject: {type: meteor, target: smartbav-insurer}}
                    """,
                    List.of(
                            "/preparation/0/at",
                            "/preparation/1/inject",
                            "/steps/0/at",
                            "/steps/1/at",
                            "/steps/2/clear",
                            "/steps/3",
                            "/steps/4/at",
                            "/steps/5/name",
                            "/steps/5/act/action",
                            "/steps/6/act/target",
                            "/steps/7/inject/type",
                            "/steps/7/inject/durationSeconds")),
            new Wrong(
                    "runbooks",
                    "everything that an expectation can have wrong",
                    400,
                    BEGINNING + STEADY + """
                    steps:
                      - {at: T+5m, name: slow, inject: {type: insurer-hang, target: smartbav-insurer, duration: 5s}}
                    rollback:
                      - {name: reset, act: {action: http, target: smartbav-insurer, path: /}}
                    expectations:
                      - {deadline: -5s, after: slow, type: http-probe, target: smartbav-insurer, request: GET /}
                      - {deadline: 30, after: nobody, type: http-probe, target: smartbav-insurer, request: GET /}
                      - {deadline: 5s, after: reset, type: http-probe, target: smartbav-insurer, request: GET /}
                      - {deadline: 5s, type: error-rate, at-least: 5%, at-most: 1%}
                      - {deadline: 5s, type: latency, percentile: 95, at-most: 500}
                      - {type: magic}
                    """,
                    List.of(
                            "/expectations/0/deadline",
                            "/expectations/1/deadline",
                            "/expectations/1/after",
                            "/expectations/2/after",
                            "/expectations/3/at-most",
                            "/expectations/4/at-most",
                            "/expectations/5/deadline",
                            "/expectations/5/type")),
            new Wrong(
                    "runbooks",
                    "secrets at any depth",
                    400,
                    BEGINNING + STEADY + """
                    variables: {api_token: %1$s, plain: "Bearer %1$s"}
                    steps:
                      - {at: T+0, act: {action: http, target: smartbav-insurer, path: "/?token=%1$s", body: '{"password":"%1$s"}'}}
                    """.formatted(SECRET),
                    List.of("/variables/api_token", "/variables/plain", "/steps/0/act/path", "/steps/0/act/body")),
            new Wrong(
                    "runbooks",
                    "an experiment with a secret and a link-local address",
                    400,
                    """
                    {"title":"t","description":"d","secrets":{"a":{"b":"%s"}},
                     "method":[{"type":"action","name":"n","provider":{"type":"http","url":"http://169.254.169.254/latest"}}]}
                    """.formatted(SECRET),
                    List.of("/secrets/a/b", "/method/0/provider/url")),
            new Wrong(
                    "game days",
                    "numbers out of their range, wrong kinds, unknown keys",
                    400,
                    """
                    {"runbook":5,"timeScale":1e999,"unattended":"perhaps","variables":[1],"x":1}""",
                    List.of("/timeScale", "/unattended", "/variables", "/x")),
            new Wrong(
                    "game days",
                    "a secret in a variable",
                    400,
                    """
                    {"runbook":"nobody","variables":{"db_password":"%s"}}""".formatted(SECRET),
                    List.of("/variables/db_password")),
            new Wrong(
                    "game days",
                    "a runbook that nobody stored",
                    404,
                    "{\"runbook\":\"no body's \\\"ü\\\"\"}",
                    List.of()),
            new Wrong(
                    "alerts",
                    "another version, a wrong status, no labels, no time",
                    400,
                    """
                    {"version":"3","alerts":[{"status":"burning","labels":{},"startsAt":"yesterday"}],"truncatedAlerts":-1}""",
                    List.of(
                            "/version",
                            "/alerts/0/status",
                            "/alerts/0/labels",
                            "/alerts/0/startsAt",
                            "/truncatedAlerts")),
            new Wrong(
                    "posted alerts",
                    "an end before the beginning, and labels that are no texts",
                    400,
                    """
                    [{"labels":{"a":["b"]},"startsAt":"2026-11-27T10:00:00Z","endsAt":"2026-11-27T09:00:00Z"},7]""",
                    List.of("/0/labels/a", "/0/endsAt", "/1")),
            new Wrong("approvals", "no hash, and an unknown key", 400, "{\"Hash\":\"x\"}", List.of("/hash", "/Hash")),
            new Wrong("approvals", "a hash that is none", 400, "{\"hash\":\"' OR 1=1 --\"}", List.of("/hash")),
            new Wrong(
                    "kill switch",
                    "a secret as its reason",
                    400,
                    "{\"reason\":\"password=%s\"}".formatted(SECRET),
                    List.of("/reason")),
            new Wrong("kill switch", "no reason", 400, "{\"reason\":\"  \"}", List.of("/reason")),
            new Wrong(
                    "kill switch",
                    "an endless reason",
                    400,
                    "{\"reason\":\"" + "x".repeat(5_000) + "\"}",
                    List.of("/reason")),
            new Wrong("corrections", "of a game day that nobody held", 404, "{\"entry\":0,\"text\":\"\"}", List.of()),
            new Wrong("sign-off", "of a game day that nobody held", 404, "{\"verdict\":\"PERHAPS\"}", List.of()),
            new Wrong(
                    "confirmations",
                    "of a game day that nobody held",
                    404,
                    "{\"step\":\"s\",\"accepted\":true}",
                    List.of()));
}
