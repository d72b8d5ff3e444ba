package io.belastbar.local.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.WriteFailure;
import io.belastbar.resilience.record.PublicRecordKey;
import io.belastbar.resilience.record.verify.KnownHead;
import io.belastbar.resilience.record.verify.RecordVerifier;
import io.belastbar.resilience.record.verify.Trust;
import io.belastbar.resilience.record.verify.Verification;
import io.belastbar.resilience.record.verify.VerificationAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies the record of a game day. No platform runs for it, and nothing is asked of any. */
@Command(
        name = "verify",
        description = "Verify the record of a game day, and name each entry at fault; no platform is needed.",
        footer = {
            "",
            "FILE is what GET /api/v1/game-days/ID/record answers, byte for byte.",
            "",
            "Exit codes: 0 it verifies, 99 it does not, 104 it is no record or cannot be read.",
            "",
            "Examples:",
            "  belastbar evidence verify record.jsonl --key record-key.pem",
            "  belastbar evidence verify record.jsonl --key 51a6...f7cc --head 9c1e...04ab:31"
        },
        mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
    private static final int LENGTH_MAX = 64 * 1024 * 1024;
    private static final int KEY_LENGTH_MAX = 16 * 1024;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The record, at most 64 MiB; - reads standard input.")
    private String file;

    @Option(
            names = "--key",
            paramLabel = "FINGERPRINT|FILE",
            description =
                    "A key that you trust: the SHA-256 fingerprint, or a PEM file with the public key. May be repeated,"
                            + " for a platform whose key was renewed. Without it nothing shows who wrote the record.")
    private List<String> keys = List.of();

    @Option(
            names = "--head",
            paramLabel = "HASH:COUNT",
            description = "A head that was kept elsewhere, as the event game-day.finished.v1 tells it.")
    private String head;

    @Option(names = "--under-way", description = "A record without its end will do: the game day is under way.")
    private boolean underWay;

    @Option(names = "--json", description = "JSON instead of text.")
    private boolean json;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of the text (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Override
    public Integer call() {
        Trust trust = new Trust(fingerprints(), Optional.ofNullable(head).map(this::known), underWay);
        Verification verification = RecordVerifier.verify(read(), trust);
        if (!verification.isRecord()) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    language.say(
                            file + " is no record: no line of it is an entry or a head",
                            file + " ist kein Protokoll: keine Zeile ist ein Eintrag oder ein Siegel"));
        }
        print(verification);
        return verification.verifies() ? ExitCodes.PASSED : ExitCodes.BUDGET_FAILED;
    }

    private void print(Verification verification) {
        var words = io.belastbar.report.ReportLanguage.of(language.code()).orElseThrow();
        if (json) {
            try {
                System.out.println(new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(VerificationAnswer.of(verification, words)));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("an answer of texts and numbers can be written", impossible);
            }
            return;
        }
        System.out.println(verification.headline().in(words));
        verification
                .faults()
                .forEach(fault -> System.out.println("  " + fault.sentence().in(words)));
        long left = verification.faultsInAll() - verification.faults().size();
        if (left > 0) {
            System.out.println("  " + language.say("and " + left + " more", "und " + left + " weitere"));
        }
        verification.shown().forEach(sentence -> System.out.println("  " + sentence.in(words)));
        verification.notShown().forEach(sentence -> System.out.println("  " + sentence.in(words)));
    }

    private Set<String> fingerprints() {
        Set<String> fingerprints = new HashSet<>();
        keys.forEach(key -> fingerprints.add(fingerprint(key)));
        return fingerprints;
    }

    private String fingerprint(String key) {
        String digits = key.replace(":", "").toLowerCase(Locale.ROOT);
        if (digits.matches("[0-9a-f]{64}")) {
            return digits;
        }
        String text = new String(bytes(key, KEY_LENGTH_MAX), StandardCharsets.ISO_8859_1);
        return PublicRecordKey.ofPem(text)
                .map(PublicRecordKey::fingerprint)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--key should be 64 hexadecimal digits or a PEM file with an Ed25519 public key: was " + key));
    }

    private KnownHead known(String text) {
        return KnownHead.parse(text)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--head should be HASH:COUNT, with 64 hexadecimal digits in small letters: was " + text));
    }

    private byte[] read() {
        return bytes(file, LENGTH_MAX);
    }

    private static byte[] bytes(String name, int max) {
        try (InputStream in = name.equals("-") ? System.in : Files.newInputStream(Path.of(name))) {
            byte[] bytes = in.readNBytes(max + 1);
            if (bytes.length > max) {
                throw unreadable(name, "it has more than " + max + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw unreadable(name, "no such file");
        } catch (IOException failure) {
            throw unreadable(name, Files.isDirectory(Path.of(name)) ? "it is a folder" : WriteFailure.reason(failure));
        } catch (InvalidPathException noPath) {
            throw unreadable(name, "no such file");
        }
    }

    private static CommandFailure unreadable(String name, String reason) {
        return new CommandFailure(ExitCodes.INVALID_INPUT, name + " cannot be read: " + reason);
    }
}
