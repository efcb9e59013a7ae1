package dev.natsmesh.testkit;

import java.nio.file.Path;

/** Node.js, which runs scripts in JavaScript. */
public final class Node {

    /** What has to be there, for messages. */
    public static final String NEEDED = "Node.js (node and npm on the PATH)";

    private Node() {
    }

    public static boolean isHere() {
        return new ExternalCommand("node", "--version").works() && new ExternalCommand("npm", "--version").works();
    }

    /**
     * Makes scripts ready to run, with the packages that their {@code package-lock.json} names.
     *
     * @param name of the directory below {@code .cache}
     * @param scripts where they are
     * @return where they can be run
     */
    public static Path prepare(String name, Path scripts) {
        Workshop workshop = Workshop.of(name, scripts);
        workshop.copySources();
        workshop.fetchOnce("package-lock.json",
                () -> workshop.run(workshop.directory(), "npm", "ci", "--no-audit", "--no-fund"));
        return workshop.directory();
    }
}
