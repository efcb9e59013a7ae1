package dev.natsmesh.runtime.traffic;

/** What goes wrong with a call on purpose. */
public enum FaultKind {

    /** It waits before it is sent. */
    DELAY("delay"),
    /** It fails instead of being sent. */
    ABORT("abort"),
    /** It is sent, and its reply is thrown away. */
    DROPPED_REPLY("dropped_reply");

    private final String tag;

    FaultKind(String tag) {
        this.tag = tag;
    }

    /** How metrics and traces name it. */
    public String tag() {
        return tag;
    }
}
