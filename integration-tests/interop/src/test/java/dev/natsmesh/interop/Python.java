package dev.natsmesh.interop;

import java.util.List;

import dev.natsmesh.testkit.ExternalCommand;
import dev.natsmesh.testkit.Workshop;

/** Python with nats-py, in a virtual environment of its own. */
final class Python {

    private static Peer peer;

    private Python() {
    }

    /** Ready to run; skips the test, loudly, where there is no Python. */
    static synchronized Peer peer() {
        ToolChain.require("Python (python3 on the PATH, with its modules venv and ensurepip)",
                new ExternalCommand("python3", "-c", "import venv, ensurepip").works());
        if (peer == null) {
            Workshop workshop = Workshop.of("peers/python", Peer.sources("python"));
            String environment = workshop.directory().resolve("venv").toString();
            String python = environment + "/bin/python";
            workshop.fetchOnce("requirements.txt", () -> {
                workshop.run("python3", "-m", "venv", "--clear", environment);
                workshop.run(python, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes",
                        "--only-binary", ":all:", "--requirement", "requirements.txt");
            });
            peer = new Peer(workshop.sources(), List.of(python, "-B", "main.py"));
        }
        return peer;
    }
}
