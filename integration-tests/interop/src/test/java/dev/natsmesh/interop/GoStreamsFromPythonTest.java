package dev.natsmesh.interop;

class GoStreamsFromPythonTest extends StreamsFromPeer {

    @Override
    Peer caller() {
        return Go.peer();
    }

    @Override
    Peer served() {
        return Python.peer();
    }
}
