package dev.natsmesh.interop;

import java.util.List;

import dev.natsmesh.testkit.ExternalCommand;
import dev.natsmesh.testkit.Workshop;

/** Go with nats.go. */
final class Go {

    private static Peer peer;

    private Go() {
    }

    /** Ready to run; skips the test, loudly, where there is no Go. */
    static synchronized Peer peer() {
        ToolChain.require("Go (on the PATH)", new ExternalCommand("go", "version").works());
        if (peer == null) {
            Workshop workshop = Workshop.of("peers/go", Peer.sources("go"));
            String program = workshop.directory().resolve("peer").toString();
            workshop.run("go", "build", "-o", program, ".");
            peer = new Peer(workshop.directory(), List.of(program));
        }
        return peer;
    }
}
