package io.belastbar.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Says which version this is, and on what it runs. */
@Command(name = "version", description = "Print the version and the JDK.", mixinStandardHelpOptions = true)
public final class VersionCommand implements Runnable, IVersionProvider {

    @Override
    public void run() {
        System.out.println(String.join("\n", getVersion()));
    }

    @Override
    public String[] getVersion() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return new String[] {
            "belastbar " + (version == null ? "(unpackaged)" : version), "JDK " + Runtime.version(),
        };
    }
}
