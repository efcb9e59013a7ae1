package dev.natsmesh.runtime.client;

/** What generated stubs extend: it holds what their methods call. */
public abstract class ClientStub {

    /** Set once, before the stub is handed to anybody. */
    protected ClientCalls calls;

    public final void bind(ClientCalls calls) {
        this.calls = calls;
    }
}
