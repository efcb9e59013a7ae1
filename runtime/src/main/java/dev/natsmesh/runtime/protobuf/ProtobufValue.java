package dev.natsmesh.runtime.protobuf;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

import dev.natsmesh.codec.ValueCodec;

/** A message of protobuf. An empty body is one, too: all its fields have their default values. */
record ProtobufValue(Parser<? extends MessageLite> parser) implements ValueCodec<MessageLite> {

    @Override
    public byte[] encode(MessageLite value) {
        return value.toByteArray();
    }

    @Override
    public MessageLite decode(byte[] body) throws InvalidProtocolBufferException {
        return parser.parseFrom(body);
    }
}
