package dev.natsmesh.demo;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

import dev.natsmesh.testkit.QuarkusApplication;

/** How much of the heap of an application is in use, by its own account and without garbage, and the most of it so far. */
final class LiveHeap implements AutoCloseable {

    private static final double MEBIBYTE = 1024 * 1024;

    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final long first;
    private long peak;

    private LiveHeap(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.memory = ManagementFactory.newPlatformMXBeanProxy(connector.getMBeanServerConnection(),
                ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        this.first = read();
        this.peak = first;
    }

    static LiveHeap of(QuarkusApplication application) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(application.pid()));
            try {
                return new LiveHeap(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException("Cannot read the heap of %s: no JVM of OpenJDK".formatted(application), e);
        }
    }

    /** Looks how much it is now. */
    void look() {
        peak = Math.max(peak, read());
    }

    /** By how much it has grown at the most. */
    double growth() {
        return (peak - first) / MEBIBYTE;
    }

    @Override
    public String toString() {
        return "%.1fMiB(+%.1f)".formatted(peak / MEBIBYTE, growth());
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }

    private long read() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
