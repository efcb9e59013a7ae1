package dev.natsmesh.interop;

class JavaScriptStreamsFromGoTest extends StreamsFromPeer {

    @Override
    Peer caller() {
        return Node.peer();
    }

    @Override
    Peer served() {
        return Go.peer();
    }
}
