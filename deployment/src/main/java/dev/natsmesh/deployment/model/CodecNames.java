package dev.natsmesh.deployment.model;

/** The classes by which optional forms of bodies are known to be there. */
public final class CodecNames {

    public static final String CBOR_FACTORY = "com.fasterxml.jackson.dataformat.cbor.CBORFactory";

    private CodecNames() {
    }
}
