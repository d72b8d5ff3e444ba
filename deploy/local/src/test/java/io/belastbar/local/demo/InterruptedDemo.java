package io.belastbar.local.demo;

import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.run.PlayedPlatform;
import io.belastbar.local.testrun.RunFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program of its own: follows a run on the home that it is given, and gets Ctrl-C in the middle of it. */
final class InterruptedDemo {
    private static final long LIMIT_SECONDS = 90;

    private InterruptedDemo() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        var platform = new PlayedPlatform(home);
        platform.runsUntilCancelled();
        var follower = new RunFollower(ApiClient.of(new BelastbarHome(home)), System.out, false, ReportLanguage.EN);
        var broken = new CountDownLatch(1);
        var end = new DemoEnd(System.out, follower::abandon, () -> {
            platform.close();
            await(broken);
        });
        Thread.ofVirtual().start(() -> interruptOnceItStreams(platform));
        System.exit(end.of(() -> {
            try {
                follower.follow("/api/v1/test-runs/" + PlayedPlatform.RUN);
                return 0;
            } finally {
                broken.countDown();
            }
        }));
    }

    private static void interruptOnceItStreams(PlayedPlatform platform) {
        try {
            platform.streaming.await();
            String self = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-INT", self).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch broken) {
        try {
            if (!broken.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                System.out.println("the run is followed on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
