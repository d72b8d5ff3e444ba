package io.belastbar.stored;

/** The documents and files that {@link Seed} sends, beside those of the examples. */
final class SeedTexts {
    static final String SCENARIO = """
            scenario: stored
            description: Some seconds of the day of a broker
            target: smartbav-api
            load: { model: closed, users: 10, duration: 6s }
            steps:
              - name: login
                request: POST /auth/login
                body: { email: "makler${vu}@smartcloud.de", password: testpass123 }
                check: { status: 200 }
                extract: { token: "$.access_token" }
              - name: list
                request: GET /api/v1/employees?limit=100
                tag: GET_employees
                endpoint: GET /api/v1/employees
                headers: { Authorization: "Bearer ${token}" }
                check: { status: 200 }
                extract: { employeeId: "$.items[0].id" }
              - think: 1s
              - name: offer
                request: POST /api/v1/angebote
                tag: POST_angebote
                endpoint: POST /api/v1/angebote
                headers: { Authorization: "Bearer ${token}" }
                body: { mitarbeiterId: "${employeeId}", versicherer: AllianzPlus, laufzeit: 25 }
                check: { status: 202 }
            thresholds:
              - p(99)<5000
              - { on: GET_employees, expression: "p(50)<0.001" }
            """;
    static final String RULES = """
            escalation:
              zone: Europe/Berlin
              channels:
                Backend Engineer: { webhooks: [team-chat], emails: [on-duty] }
              rules:
                - name: grave-finding
                  on: finding
                  if: { severity: [CRITICAL, HIGH] }
                  to: Backend Engineer
                  reason: { en: "A grave finding", de: "Ein schwerer Befund" }
                - name: limit-comes-near
                  on: capacity.limit-approaching
                  if: { daysLeft: "< 90" }
                  to: DevOps Engineer
            """;
    static final String SOURCES = """
            prometheus:
              target: monitoring
              every: 1h
              queries:
                - { subject: portfolio_data, kind: cache, service: redis, metric: hit_ratio, unit: ratio, query: up }
            """;
    static final String SHOP_BUDGET = """
            artefacts:
              initial-bundle: { target_size: "< 200kB", warning_size: 190kB, severity: HIGH }
            caches:
              etag-registry: { target_hit_ratio: ">= %s" }
            """;
    static final String OPENSLO = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: checkout-availability, displayName: Availability }
            spec:
              service: checkout
              indicator:
                metadata: { name: good }
                spec:
                  ratioMetric:
                    counter: true
                    good: { metricSource: { type: Prometheus, spec: { query: up } } }
                    total: { metricSource: { type: Prometheus, spec: { query: up } } }
              timeWindow: [ { duration: 4w, isRolling: true } ]
              budgetingMethod: Occurrences
              objectives: [ { displayName: Good, target: 0.995 } ]
            """;
    static final String JTL = """
            timeStamp,elapsed,label,responseCode,responseMessage,success,bytes,sentBytes,Latency,Connect
            1700000000000,12,checkout,200,OK,true,512,120,11,2
            1700000000200,18,checkout,200,OK,true,512,120,17,0
            1700000000900,250,search,200,OK,true,2048,90,249,1
            1700000001100,31,checkout,500,Internal Server Error,false,64,120,30,0
            1700000002000,15,checkout,200,OK,true,512,120,14,0
            """;
    static final String K6 = """
            {"metrics": {"http_req_duration": {"avg": 12.5, "min": 3.1, "med": 10.2, "max": 88.4, "p(90)": 22.7,
             "p(95)": 31.9}, "http_reqs": {"count": 1200, "rate": 20}, "http_req_failed": {"passes": 3, "fails": 1197,
             "value": 0.0025}, "vus_max": {"value": 5, "min": 5, "max": 5}}}
            """;
    static final String FORECAST = """
            {"metric": "%s", "unit": "GB", "horizons": ["P30D", "P90D"], "limit": 110, "series": [
              {"at": "2026-11-01T00:00:00Z", "value": 80.0}, {"at": "2026-11-02T00:00:00Z", "value": 81.1},
              {"at": "2026-11-03T00:00:00Z", "value": 81.9}, {"at": "2026-11-04T00:00:00Z", "value": 83.0},
              {"at": "2026-11-05T00:00:00Z", "value": 84.1}, {"at": "2026-11-06T00:00:00Z", "value": 84.9}]}
            """;

    private SeedTexts() {}
}
