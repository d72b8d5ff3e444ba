package io.belastbar.profiling.cause.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.profiling.cause.attribution.CounterSample.Counted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class TimeAttributionTest {
    private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
    private static final String LIST = "GET /api/v1/employees";
    private static final String OFFER = "POST /api/v1/angebote";
    private static final String LOGIN = "POST /auth/login";

    /** A run of two minutes that is looked at every two seconds. */
    private static final class Run {
        private final Random random;
        private final Map<String, long[]> requests = new LinkedHashMap<>();
        private final Map<String, long[]> calls = new HashMap<>();
        private final int seconds = 120;

        Run() {
            this(7);
        }

        Run(long seed) {
            random = new Random(seed);
        }

        Run endpoint(String name, double perSecond) {
            return endpoint(name, second -> poisson(perSecond));
        }

        Run endpoint(String name, IntUnaryOperator bySecond) {
            long[] counts = new long[seconds];
            for (int i = 0; i < seconds; i++) {
                counts[i] = bySecond.applyAsInt(i);
            }
            requests.put(name, counts);
            return this;
        }

        Run calls(String statement, String endpoint, double perRequest) {
            long[] of = calls.computeIfAbsent(statement, any -> new long[seconds]);
            for (int i = 0; i < seconds; i++) {
                long n = requests.get(endpoint)[i];
                for (int k = 0; k < n; k++) {
                    of[i] += (long) perRequest + (random.nextDouble() < perRequest - (long) perRequest ? 1 : 0);
                }
            }
            return this;
        }

        Run background(String statement, double perSecond) {
            long[] of = calls.computeIfAbsent(statement, any -> new long[seconds]);
            for (int i = 0; i < seconds; i++) {
                of[i] += poisson(perSecond);
            }
            return this;
        }

        List<CallsPerRequest> attributed(double clockAheadSeconds) {
            List<CounterSample> samples = new ArrayList<>();
            for (int at = 0; at <= seconds; at += 2) {
                Map<String, Counted> counted = new HashMap<>();
                int until = at;
                calls.forEach((statement, counts) -> {
                    long sum = 0;
                    for (int i = 0; i < until; i++) {
                        sum += counts[i];
                    }
                    counted.put(statement, new Counted(1000 + sum, 0));
                });
                samples.add(new CounterSample(START.plusMillis((long) (1000 * (at + clockAheadSeconds))), counted));
            }
            return new TimeAttribution(new RequestSeries(START, requests), samples)
                    .of(calls.keySet().stream().sorted().toList());
        }

        private int poisson(double mean) {
            double limit = Math.exp(-mean);
            double product = random.nextDouble();
            int count = 0;
            while (product > limit) {
                product *= random.nextDouble();
                count++;
            }
            return count;
        }
    }

    @Test
    void eachStatementGoesToTheRequestsThatCallIt() {
        var shares = new Run()
                .endpoint(LIST, 40)
                .endpoint(OFFER, 40)
                .calls("list", LIST, 1)
                .calls("check", OFFER, 1)
                .calls("insert", OFFER, 2)
                .attributed(0);

        assertThat(shares).extracting(CallsPerRequest::counted).containsExactly("check", "insert", "list");
        assertThat(shares).extracting(CallsPerRequest::endpoint).containsExactly(OFFER, OFFER, LIST);
        assertThat(shares.get(1).calls()).isCloseTo(2, within(0.1));
        assertThat(shares.get(2).calls()).isCloseTo(1, within(0.05));
    }

    @Test
    void statementOfSeveralEndpointsIsShared() {
        var shares = new Run()
                .endpoint(LIST, 30)
                .endpoint(OFFER, 20)
                .endpoint(LOGIN, 10)
                .calls("tenant", LIST, 1)
                .calls("tenant", OFFER, 3)
                .attributed(0);

        assertThat(shares).extracting(CallsPerRequest::endpoint).containsExactly(LIST, OFFER);
        assertThat(shares.get(0).calls()).isCloseTo(1, within(0.2));
        assertThat(shares.get(1).calls()).isCloseTo(3, within(0.2));
    }

    /** Users that log in, list, wait a second and ask for an offer: the counts of all three are nearly the same. */
    @Test
    void whatIsAttributedIsRightWhereUsersGoThroughTheSameSteps() {
        int right = 0;
        int wrong = 0;
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            long[] logins = new long[120];
            long[] lists = new long[120];
            long[] offers = new long[120];
            for (int i = 0; i < 118; i++) {
                int users = 5 + random.nextInt(12);
                for (int u = 0; u < users; u++) {
                    logins[i]++;
                    lists[random.nextInt(10) == 0 ? i + 1 : i]++;
                    offers[random.nextInt(4) == 0 ? i + 2 : i + 1]++;
                }
            }
            var shares = new Run(seed)
                    .endpoint(LOGIN, second -> (int) logins[second])
                    .endpoint(LIST, second -> (int) lists[second])
                    .endpoint(OFFER, second -> (int) offers[second])
                    .calls("user", LOGIN, 1)
                    .calls("list", LIST, 1)
                    .calls("insert", OFFER, 1)
                    .attributed(random.nextDouble());
            for (CallsPerRequest share : shares) {
                String owner =
                        Map.of("user", LOGIN, "list", LIST, "insert", OFFER).get(share.counted());
                if (share.endpoint().equals(owner)) {
                    right++;
                } else {
                    wrong++;
                }
            }
        }
        assertThat(right).isGreaterThan(150);
        assertThat(wrong).isLessThanOrEqualTo(right / 100);
    }

    @Test
    void cachedStatementIsCalledBySomeRequestsOnly() {
        var shares = new Run()
                .endpoint(LIST, 60)
                .endpoint(OFFER, 60)
                .calls("key", LIST, 0.3)
                .attributed(0);

        assertThat(shares).singleElement().satisfies(share -> {
            assertThat(share.endpoint()).isEqualTo(LIST);
            assertThat(share.calls()).isCloseTo(0.3, within(0.05));
        });
    }

    @Test
    void clocksMayDiffer() {
        for (double ahead : new double[] {-2.5, -0.7, 1.3, 2.8}) {
            var shares = new Run()
                    .endpoint(LIST, 25)
                    .endpoint(OFFER, 25)
                    .calls("list", LIST, 1)
                    .attributed(ahead);
            assertThat(shares).extracting(CallsPerRequest::endpoint).containsExactly(LIST);
        }
    }

    @Test
    void endpointsThatRiseAndFallTogetherCannotBeTold() {
        IntUnaryOperator same = second -> 20 + second % 7;
        var shares = new Run()
                .endpoint(LIST, same)
                .endpoint(OFFER, same)
                .calls("list", LIST, 1)
                .attributed(0);

        assertThat(shares).isEmpty();
    }

    @Test
    void rampThatAllFollowTellsNothing() {
        var shares = new Run()
                .endpoint(LIST, second -> second)
                .endpoint(OFFER, second -> second)
                .endpoint(LOGIN, second -> second)
                .calls("list", LIST, 1)
                .attributed(0);

        assertThat(shares).isEmpty();
    }

    @Test
    void whatRunsByItselfIsNobodys() {
        var shares = new Run()
                .endpoint(LIST, 40)
                .endpoint(OFFER, 30)
                .calls("list", LIST, 1)
                .background("poll", 10)
                .attributed(0);

        assertThat(shares).extracting(CallsPerRequest::counted).containsExactly("list");
    }

    @Test
    void steadyRequestsAndSteadyCallsTellNothing() {
        var shares = new Run()
                .endpoint(LIST, second -> 20)
                .endpoint(OFFER, second -> 10)
                .calls("list", LIST, 1)
                .attributed(0);

        assertThat(shares).isEmpty();
    }

    @Test
    void countersThatBeganAnewTellNothing() {
        var series = new RequestSeries(START, Map.of(LIST, new long[60]));
        List<CounterSample> samples = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            samples.add(
                    new CounterSample(START.plusSeconds(2L * i), Map.of("list", new Counted(i == 10 ? 0 : 50 * i, 0))));
        }

        assertThat(new TimeAttribution(series, samples).of(List.of("list"))).isEmpty();
    }
}
