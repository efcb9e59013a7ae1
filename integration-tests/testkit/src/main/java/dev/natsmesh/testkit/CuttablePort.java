package dev.natsmesh.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port in front of another one: what comes goes on, both ways. While it is cut, connections end, and new ones at once. */
final class CuttablePort implements AutoCloseable {

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** @param target the port in front of which it is, on which nobody needs to listen yet */
    CuttablePort(int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen in front of port " + target, e);
        }
        inBackground(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void cut() {
        cut = true;
        open.forEach(CuttablePort::end);
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close port " + port(), e);
        } finally {
            cut();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                inBackground(() -> carry(near));
            } catch (IOException e) {
                // Closed, or whoever came has left again.
            }
        }
    }

    private void carry(Socket near) {
        try (near; Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            open.add(near);
            open.add(far);
            try {
                // Whoever cuts says so before looking for what is open.
                if (!cut) {
                    inBackground(() -> copy(far, near));
                    copy(near, far);
                }
            } finally {
                open.remove(near);
                open.remove(far);
            }
        } catch (IOException e) {
            // Nobody listens there.
        }
    }

    /** Copies until one of them ends, and then ends both. */
    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Cut, or one side is gone.
        } finally {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }

    private void inBackground(Runnable task) {
        Thread thread = new Thread(task, "cuttable-port-" + port());
        thread.setDaemon(true);
        thread.start();
    }
}
