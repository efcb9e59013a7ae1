package dev.natsmesh.microbenchmarks;

import java.nio.charset.StandardCharsets;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.protocol.Frame;
import dev.natsmesh.runtime.protocol.FrameBuffer;
import dev.natsmesh.runtime.protocol.FrameHandler;
import dev.natsmesh.runtime.protocol.FrameParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The bytes of a call at the caller: requests written one after the other, and as many replies in one read. */
public class FrameBenchmark extends OnEventLoop {

    private static final int CALLS = 64;
    private static final byte[] SUBJECT = bytes("pricing.quote");
    private static final byte[] INBOX = bytes("_INBOX.0123456789ABCDEFGHIJKL.");

    private final FrameBuffer output = new FrameBuffer();
    private final Headers headers = new Headers();
    private ByteBuf input;
    private FrameParser parser;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Setup
    public void prepare(Blackhole blackhole) {
        input = Unpooled.directBuffer();
        for (int i = 0; i < CALLS; i++) {
            input.writeBytes(bytes("MSG _INBOX.0123456789ABCDEFGHIJKL.1A2B3C m0 " + Quote.JSON.length + "\r\n"))
                    .writeBytes(Quote.JSON).writeBytes(bytes("\r\n"));
        }
        parser = new FrameParser(new Replies(blackhole));
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int write() {
        output.clear();
        for (int i = 0; i < CALLS; i++) {
            output.request(SUBJECT, INBOX, i, 10_000, headers, Order.JSON);
        }
        return output.length();
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void read() {
        parser.read(input.readerIndex(0));
    }

    private record Replies(Blackhole blackhole) implements FrameHandler {

        @Override
        public void message(Frame frame) {
            blackhole.consume(frame.numberAtEnd());
            blackhole.consume(frame.headers());
            blackhole.consume(frame.body());
        }

        @Override
        public void other(byte[] array, int offset, int length) {
            throw new IllegalStateException("Not a reply: " + new String(array, offset, length, StandardCharsets.UTF_8));
        }
    }
}
