package dev.natsmesh.interop;

class JavaScriptStreamsFromGoTest extends StreamsFromPeer {

    @Override
    Peer caller() {
        return JavaScript.peer();
    }

    @Override
    Peer served() {
        return Go.peer();
    }
}
