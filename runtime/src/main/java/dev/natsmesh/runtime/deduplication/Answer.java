package dev.natsmesh.runtime.deduplication;

import dev.natsmesh.runtime.call.Headers;

/**
 * What came of a call.
 *
 * @param request tells its subject and body from most others
 * @param body the reply's, {@code null} if the call failed
 * @param failure {@code null} if it did not
 * @param headers what the application has added to the reply, {@code null} for nothing
 * @param remembered whether it is the answer to further calls of the same key
 */
record Answer(int request, byte[] body, Throwable failure, Headers headers, boolean remembered) {

    /** Of the entry with its key, and of an exception, roughly. */
    private static final int OVERHEAD = 512;

    int size() {
        int size = OVERHEAD + (body == null ? OVERHEAD : body.length);
        if (headers != null) {
            for (int i = 0; i < headers.size(); i++) {
                size += headers.name(i).length() + headers.value(i).length();
            }
        }
        return size;
    }
}
