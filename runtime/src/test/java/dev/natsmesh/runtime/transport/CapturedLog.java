package dev.natsmesh.runtime.transport;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;

/** All that is logged, at every level, with stack traces. */
final class CapturedLog extends Handler implements AutoCloseable {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();

    CapturedLog() {
        setLevel(Level.ALL);
        root.setLevel(Level.ALL);
        root.addHandler(this);
    }

    @Override
    public void publish(LogRecord logged) {
        StringWriter text = new StringWriter();
        text.write(logged.getLoggerName() + ": " + ExtLogRecord.wrap(logged).getFormattedMessage() + "\n");
        if (logged.getThrown() != null) {
            logged.getThrown().printStackTrace(new PrintWriter(text));
        }
        lines.add(text.toString());
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(before);
    }

    String text() {
        return String.join("", lines);
    }
}
