package io.belastbar.forecasting;

import io.belastbar.forecasting.limit.*;
import io.belastbar.forecasting.quality.*;
import java.time.*;
import java.util.*;

class Scratch {
    public static void main(String[] a) {
        int n = Integer.parseInt(a[0]);
        for (var kind : SimulatedDisk.Kind.values()) {
            if (a.length > 1 && !a[1].contains(kind.name())) continue;
            long t = System.nanoTime();
            var q = LimitQuality.of(kind, n, disk -> {
                var paths = new PeakPaths(Arrays.copyOf(disk.used(), SimulatedDisk.MEASURED), 24, 90 * 24);
                var p = paths.passage(disk.limit());
                var end = LimitQuality.start().plus(Duration.ofHours(SimulatedDisk.MEASURED - 1));
                if (p.by(.1) == FirstPassage.NEVER) return new LimitDate.NotWithin(end);
                return new LimitDate.Expected(d(end, p.by(.1)), d(end, p.by(.5)), d(end, p.by(.9)));
            });
            System.out.printf(
                    "%-22s near %.3f held %.3f early %.3f late %.3f alarms %.3f  %.1f ms%n",
                    kind,
                    q.near() / (double) n,
                    q.held() / (double) n,
                    q.early() / (double) n,
                    1 - q.held() / (double) n - q.early() / (double) n,
                    q.alarms() / (double) n,
                    (System.nanoTime() - t) / 1e6 / n);
        }
    }

    static Instant d(Instant end, double s) {
        return s == FirstPassage.NEVER ? null : end.plusSeconds((long) (s * 3600));
    }
}
