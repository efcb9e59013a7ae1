package dev.natsmesh.microbenchmarks;

/** What is answered: about 100 bytes of JSON. */
public record Quote(String sku, int count, long cents, boolean available, String note) {

    static final Quote SAMPLE = new Quote("lamp-17", 3, 3_897, true, "as soon as there are some of them");
    static final byte[] JSON = Json.encode(SAMPLE);
}
