package dev.natsmesh.runtime.cbor;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;

import dev.natsmesh.runtime.codec.JacksonFormat;

/** CBOR, RFC 8949. A bean only where there is Jackson's data format. */
@Singleton
public class CborFormat implements JacksonFormat {

    @Override
    public String contentType() {
        return "application/cbor";
    }

    @Override
    public String name() {
        return "CBOR";
    }

    @Override
    public JsonFactory factory(JsonFactory json) {
        return CBORFactory.builder().streamReadConstraints(json.streamReadConstraints())
                .streamWriteConstraints(json.streamWriteConstraints()).recyclerPool(json._getRecyclerPool()).build();
    }
}
