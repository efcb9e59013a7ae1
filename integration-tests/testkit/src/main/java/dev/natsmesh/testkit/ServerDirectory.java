package dev.natsmesh.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where all processes of one server have their configuration, their log, their store, and what they announce. */
record ServerDirectory(Path path) {

    static ServerDirectory create(String server) {
        try {
            return new ServerDirectory(Files.createTempDirectory("nats-server-" + server + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a directory for nats-server " + server, e);
        }
    }

    Path log() {
        return path.resolve("nats-server.log");
    }

    long logSize() {
        return log().toFile().length();
    }

    /** What was logged from this size of the log on. */
    String logSince(long size) {
        try {
            byte[] all = Files.readAllBytes(log());
            int from = (int) Math.min(size, all.length);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log(), e);
        }
    }

    /** Writes the configuration down. @return its file */
    Path configuration(String text) {
        try {
            return Files.writeString(path.resolve("nats.conf"), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the configuration in " + path, e);
        }
    }

    /** An empty directory for what the next process announces. */
    Path announcements() {
        Path announcements = path.resolve("ports");
        Directories.delete(announcements);
        try {
            return Files.createDirectories(announcements);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + announcements, e);
        }
    }

    void delete() {
        Directories.delete(path);
    }
}
