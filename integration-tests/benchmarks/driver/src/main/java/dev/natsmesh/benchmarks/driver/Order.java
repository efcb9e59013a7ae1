package dev.natsmesh.benchmarks.driver;

/**
 * What is asked: about 100 bytes of JSON with a note of 33 characters.
 *
 * @param sku what is ordered
 * @param count how many; the answer repeats it, which proves that it belongs to this order; a stream has that many items
 * @param customer who orders
 * @param note fills up to the size that is wanted
 */
public record Order(String sku, int count, String customer, String note) {

    /** The length of all the rest as JSON. */
    static final int JSON_WITHOUT_NOTE = 67;
}
