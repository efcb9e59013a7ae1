package dev.natsmesh.interop;

class PythonStreamsFromJavaScriptTest extends StreamsFromPeer {

    @Override
    Peer caller() {
        return Python.peer();
    }

    @Override
    Peer served() {
        return JavaScript.peer();
    }
}
