package dev.natsmesh.testkit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

/** What the JVM of another process says of itself. */
public final class RunningJvm implements AutoCloseable {

    /** Threads that are there because somebody looks. */
    private static final Pattern LOOKING = Pattern.compile("(RMI|JMX|Attach|GC Daemon).*");

    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;

    private RunningJvm(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.memory = ManagementFactory.newPlatformMXBeanProxy(connector.getMBeanServerConnection(),
                ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        this.threads = ManagementFactory.newPlatformMXBeanProxy(connector.getMBeanServerConnection(),
                ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    }

    /** That of an application, which must run on a JVM of OpenJDK. */
    public static RunningJvm of(QuarkusApplication application) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(application.pid()));
            try {
                return new RunningJvm(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException("Cannot look into %s: no JVM of OpenJDK".formatted(application), e);
        }
    }

    /** How many bytes of its heap are in use once garbage is collected, which this does. */
    public long liveHeap() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** The names of its threads, without those that look for somebody. */
    public List<String> threads() {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds())).filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName).filter(name -> !LOOKING.matcher(name).matches()).toList();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
