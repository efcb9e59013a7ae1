package dev.natsmesh.runtime.config;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;

/** Compression of large bodies. Compressed ones are read whatever is configured. */
@ConfigGroup
public interface NatsCompressionConfig {

    /**
     * Whether large bodies are compressed (gzip): those of requests, and those of replies whose caller says that it reads them. Calls
     * then say so. Services that are called must be able to read it. Compressing takes the time of the thread that runs the call.
     */
    @WithDefault("false")
    boolean enabled();

    /** Smaller bodies are not compressed, and neither are those that it would make larger. */
    @WithDefault("16K")
    MemorySize minSize();

    /**
     * How large a compressed body may become. A request with a larger one is refused with code 413, a call whose reply has a larger
     * one fails with {@code MessageFormatException}.
     */
    @WithDefault("16M")
    MemorySize maxDecompressedSize();
}
