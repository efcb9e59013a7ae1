package dev.natsmesh.chaos.caller;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.natsmesh.chaos.contract.CallRecord;

/** The calls that have ended, in a file, a line for each. */
@Singleton
class CallLog {

    private final BufferedWriter file;

    CallLog(@ConfigProperty(name = "chaos.calls") Path path) throws IOException {
        file = Files.newBufferedWriter(path);
    }

    synchronized void add(CallRecord call) {
        try {
            file.write(call.toLine());
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write down what became of " + call.id(), e);
        }
    }

    synchronized void flush() {
        try {
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write down what became of the last calls", e);
        }
    }
}
