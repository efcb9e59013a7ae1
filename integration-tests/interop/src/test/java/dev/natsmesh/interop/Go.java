package dev.natsmesh.interop;

import java.util.List;

/** Go with nats.go. */
final class Go {

    private static Peer peer;

    private Go() {
    }

    /** Ready to run; skips the test, loudly, where there is no Go. */
    static synchronized Peer peer() {
        ToolChain.require("Go (on the PATH)", ToolChain.works("go", "version"));
        if (peer == null) {
            Workshop workshop = Workshop.of("go");
            String program = workshop.directory().resolve("peer").toString();
            workshop.run("go", "build", "-o", program, ".");
            peer = new Peer(workshop.directory(), List.of(program));
        }
        return peer;
    }
}
