package dev.natsmesh.interop;

import java.util.List;

import dev.natsmesh.testkit.Node;

/** JavaScript with nats.js. */
final class JavaScript {

    private static Peer peer;

    private JavaScript() {
    }

    /** Ready to run; skips the test, loudly, where there is no Node.js. */
    static synchronized Peer peer() {
        ToolChain.require(Node.NEEDED, Node.isHere());
        if (peer == null) {
            peer = new Peer(Node.prepare("peers/javascript", Peer.sources("javascript")), List.of("node", "main.js"));
        }
        return peer;
    }
}
