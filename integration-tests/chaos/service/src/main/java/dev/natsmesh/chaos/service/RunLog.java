package dev.natsmesh.chaos.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The orders that this instance has begun, in a file, a line for each. What is written is the kernel's at once, so it outlives the
 * process, however that ends.
 */
@Singleton
class RunLog {

    private final FileChannel file;

    RunLog(@ConfigProperty(name = "chaos.runs") Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    /** Some microseconds, so an event loop may do it. */
    synchronized void add(String id) {
        ByteBuffer line = ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                file.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write down that " + id + " runs", e);
        }
    }
}
