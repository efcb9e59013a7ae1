package dev.natsmesh.runtime.transport;

/** What happens to a link; told one after the other, on a thread of the link's own, but for {@link #down} on whichever notices. */
interface LinkEvents {

    /** The link can be used: connected, and after a reconnect with its subscriptions renewed. */
    void up(Link link);

    void down(Link link);

    /** The server is about to leave, and asks its clients to go elsewhere. */
    void lameDuck(Link link);

    /** The server knows of others that were not known. */
    void discovered(Link link);

    /** The server does not let this client publish to a subject. @return whether that was only tried, and is no news for people */
    boolean forbidden(String subject);

    /** The link has been given up, other than by {@link Link#close()}. */
    void closed(Link link, String reason);
}
