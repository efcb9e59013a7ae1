package dev.natsmesh.microbenchmarks;

/** What is asked: about 100 bytes of JSON. */
public record Order(String sku, int count, String customer, String note) {

    static final Order SAMPLE = new Order("lamp-17", 3, "c-1029384", "as soon as there are some of them");
    static final byte[] JSON = Json.encode(SAMPLE);
}
