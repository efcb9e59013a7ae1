package dev.natsmesh.runtime.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.jboss.logging.Logger;

import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.protocol.Frame;
import dev.natsmesh.runtime.protocol.FrameBuffer;
import dev.natsmesh.runtime.protocol.FrameHandler;
import dev.natsmesh.runtime.protocol.FrameParser;
import dev.natsmesh.runtime.protocol.ProtocolException;
import io.nats.client.Connection;
import io.nats.client.Options;
import io.nats.client.impl.OpenDataPort;
import io.nats.client.support.NatsUri;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.impl.ContextInternal;

/**
 * The socket of one jnats connection, on an event loop. Messages of our own subscriptions are handed over there; everything else
 * goes on to the thread that reads for jnats. What jnats writes are whole frames, so ours go in between. jnats makes it by the name
 * of its class.
 */
public final class EventLoopPort extends OpenDataPort {

    private static final Logger LOG = Logger.getLogger(EventLoopPort.class);
    private static final int FIRST_READ = 1 << 14;
    private static final int LARGEST_READ = 1 << 18;
    /** More than this goes to the socket's buffer before the flush. */
    private static final int LARGEST_WRITE = 1 << 16;
    /** The event loop stops reading when jnats leaves more than this unread, and goes on when it is half. */
    private static final int MAX_UNREAD_BYTES = 8 << 20;

    private final BytePipe toJnats = new BytePipe();
    private final FrameBuffer output = new FrameBuffer();
    private final Runnable scheduledFlush = this::flushScheduled;
    private final Object writability = new Object();
    private final ServerWatch watch = new ServerWatch(new Watched());

    private Options options;
    private EventLoopDataPath path;
    private Connection connection;
    private String host;
    private int port;
    private volatile Channel channel;
    private volatile boolean paused;

    private boolean accepted;
    private boolean reading;
    private boolean flushIsScheduled;
    private List<Completion> awaitingWrite = new ArrayList<>();

    @Override
    public void afterConstruct(Options options) {
        this.options = options;
        this.path = (EventLoopDataPath) ((Link) options.getConnectionListener()).path();
        path.opening(this);
    }

    @Override
    protected void open(Connection connection, NatsUri server, long timeoutNanos) throws IOException {
        this.connection = connection;
        this.host = server.getHost();
        this.port = server.getPort();
        long timeoutMillis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
        Bootstrap bootstrap = new Bootstrap()
                .group(path.loop())
                .channelFactory(((ContextInternal) path.context()).owner().transport().channelFactory(false))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(timeoutMillis, Integer.MAX_VALUE))
                .option(ChannelOption.RCVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(FIRST_READ, FIRST_READ, LARGEST_READ))
                .handler(new Reader());
        var connecting = bootstrap.connect(new InetSocketAddress(host, port));
        channel = connecting.channel();
        try {
            await(connecting, timeoutMillis, "connecting to %s:%d".formatted(host, port));
        } catch (IOException e) {
            // It may still connect; jnats doesn't close what it couldn't open, as when the link is closed meanwhile.
            channel.close();
            throw e;
        }
        if (path.isClosed()) {
            // jnats' connection was closed meanwhile, and knows nothing of this.
            channel.close();
            throw new IOException("The connection is closed");
        }
    }

    @Override
    public void upgradeToSecure() throws IOException {
        SSLEngine engine = options.getSslContext().createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SslHandler tls = new SslHandler(engine);
        long timeoutMillis = options.getConnectionTimeout().toMillis();
        tls.setHandshakeTimeoutMillis(timeoutMillis);
        path.loop().execute(() -> channel.pipeline().addFirst(tls));
        await(tls.handshakeFuture(), timeoutMillis, "the TLS handshake with %s:%d".formatted(host, port));
    }

    private static void await(Future<?> future, long timeoutMillis, String what) throws IOException {
        try {
            if (!future.await(timeoutMillis)) {
                throw new IOException("%s took longer than %d ms".formatted(what, timeoutMillis));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted: " + what);
        }
        if (!future.isSuccess()) {
            throw future.cause() instanceof IOException failure ? failure : new IOException(what, future.cause());
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = toJnats.take(target, offset, length);
            if (paused && toJnats.size() < MAX_UNREAD_BYTES / 2) {
                paused = false;
                channel.config().setAutoRead(true);
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for the NATS server");
        }
    }

    @Override
    public void write(byte[] frames, int length) throws IOException {
        byte[] copy = new byte[length];
        System.arraycopy(frames, 0, copy, 0, length);
        path.loop().execute(() -> {
            watch.sent(copy);
            output.append(copy);
            written();
        });
        awaitWritable();
    }

    private void awaitWritable() throws IOException {
        synchronized (writability) {
            try {
                while (channel.isActive() && !channel.isWritable()) {
                    writability.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while the NATS server takes no more bytes");
            }
        }
        if (!channel.isActive()) {
            throw new IOException("The connection to %s:%d is closed".formatted(host, port));
        }
    }

    @Override
    public void flush() {
        // Each write is followed by a flush.
    }

    @Override
    public void shutdownInput() {
        toJnats.end();
    }

    @Override
    public void close() {
        toJnats.end();
        Channel open = channel;
        if (open != null) {
            try {
                path.loop().execute(() -> {
                    flushOutput();
                    open.close();
                });
                open.closeFuture().awaitUninterruptibly(options.getConnectionTimeout().toMillis());
            } catch (RejectedExecutionException e) {
                LOG.debugf("The event loop of the connection to %s:%d has ended already", host, port);
            }
        }
    }

    @Override
    public void forceClose() {
        toJnats.end();
        Channel open = channel;
        if (open != null) {
            try {
                // What the server doesn't take must not keep the socket.
                open.config().setOption(ChannelOption.SO_LINGER, 0);
            } catch (ChannelException e) {
                LOG.debugf("The connection to %s:%d was closed already", host, port);
            }
            open.close();
        }
    }

    /** Where frames are collected; for the event loop, which says {@link #written()} afterwards. */
    FrameBuffer output() {
        return output;
    }

    /** @param completion is told when the socket has taken what is in the output */
    void written(Completion completion) {
        awaitingWrite.add(completion);
        written();
    }

    void written() {
        if (output.length() > LARGEST_WRITE) {
            write();
        }
        if (!reading && !flushIsScheduled) {
            flushIsScheduled = true;
            path.loop().execute(scheduledFlush);
        }
    }

    private void flushScheduled() {
        flushIsScheduled = false;
        flushOutput();
    }

    private void flushOutput() {
        if (output.length() > 0) {
            write();
        }
        channel.flush();
    }

    private void write() {
        if (awaitingWrite.isEmpty()) {
            channel.write(takeOutput(), channel.voidPromise());
            return;
        }
        List<Completion> waiting = awaitingWrite;
        awaitingWrite = new ArrayList<>();
        channel.write(takeOutput()).addListener(end -> {
            for (Completion completion : waiting) {
                if (end.isSuccess()) {
                    completion.success(null);
                } else {
                    completion.failure(new ConnectionLostException(
                            "The connection to %s:%d was lost while a message was being sent".formatted(host, port), true));
                }
            }
        });
    }

    private ByteBuf takeOutput() {
        ByteBuf bytes = channel.alloc().directBuffer(output.length()).writeBytes(output.array(), 0, output.length());
        output.clear();
        return bytes;
    }

    /** The server has accepted this connection. */
    private void accepted() {
        accepted = true;
        path.up(this);
        watch.begin(path.loop(), path.livenessLimit(), path.lagWarning());
    }

    /** On any thread, as is {@link #isBehind()}. */
    Backlog backlog() {
        return watch.backlog(toJnats.size());
    }

    boolean isBehind() {
        return watch.isBehind();
    }

    private final class Watched implements ServerWatch.Line {

        @Override
        public String server() {
            return host + ":" + port;
        }

        @Override
        public boolean isRead() {
            return channel.config().isAutoRead();
        }

        @Override
        public long unsent() {
            Channel open = channel;
            ChannelOutboundBuffer buffer = open == null ? null : open.unsafe().outboundBuffer();
            return buffer == null ? 0 : buffer.totalPendingWriteBytes();
        }

        @Override
        public void ping() {
            output.ping();
            written();
        }

        @Override
        public void silent() {
            if (connection.getServers().size() > 1) {
                LOG.warnf("The NATS server at %s:%d does not answer within %d ms; leaving it", host, port,
                        path.livenessLimit().toMillis());
                path.down(EventLoopPort.this);
                forceClose();
            }
        }
    }

    private final class Reader extends ChannelInboundHandlerAdapter implements FrameHandler {

        private final FrameParser parser = new FrameParser(this);

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            reading = true;
            watch.heard();
            ByteBuf bytes = (ByteBuf) message;
            try {
                parser.read(bytes);
            } finally {
                bytes.release();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            reading = false;
            if (output.length() > 0) {
                flushOutput();
            } else {
                context.flush();
            }
        }

        @Override
        public void message(Frame frame) {
            path.message(frame);
        }

        @Override
        public void other(byte[] array, int offset, int length) {
            if (isPong(array, offset, length)) {
                if (watch.isAnswered()) {
                    return;
                }
                if (!accepted) {
                    accepted();
                }
                path.pong();
            }
            if (toJnats.put(array, offset, length) > MAX_UNREAD_BYTES) {
                paused = true;
                channel.config().setAutoRead(false);
            }
        }

        private static boolean isPong(byte[] array, int offset, int length) {
            return length >= 4 && array[offset] == 'P' && array[offset + 1] == 'O' && array[offset + 2] == 'N'
                    && array[offset + 3] == 'G';
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            synchronized (writability) {
                writability.notifyAll();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            watch.end();
            path.down(EventLoopPort.this);
            toJnats.end();
            synchronized (writability) {
                writability.notifyAll();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            if (failure instanceof ProtocolException) {
                LOG.errorf("%s; closing the connection to %s:%d", failure.getMessage(), host, port);
            } else if (failure.getCause() instanceof SSLException tls) {
                // With TLS 1.3 a server refuses a client's certificate only after the handshake.
                options.getErrorListener().exceptionOccurred(connection, tls);
            } else if (!(failure instanceof IOException)) {
                LOG.errorf(failure, "Reading from %s:%d failed; closing the connection", host, port);
            }
            context.close();
        }
    }
}
