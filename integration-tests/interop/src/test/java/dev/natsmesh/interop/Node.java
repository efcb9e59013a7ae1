package dev.natsmesh.interop;

import java.util.List;

/** JavaScript with nats.js. */
final class Node {

    private static Peer peer;

    private Node() {
    }

    /** Ready to run; skips the test, loudly, where there is no Node.js. */
    static synchronized Peer peer() {
        ToolChain.require("Node.js (node and npm on the PATH)",
                ToolChain.works("node", "--version") && ToolChain.works("npm", "--version"));
        if (peer == null) {
            Workshop workshop = Workshop.of("node");
            workshop.copySources();
            workshop.fetchOnce("package-lock.json",
                    () -> workshop.run(workshop.directory(), "npm", "ci", "--no-audit", "--no-fund"));
            peer = new Peer(workshop.directory(), List.of("node", "main.js"));
        }
        return peer;
    }
}
