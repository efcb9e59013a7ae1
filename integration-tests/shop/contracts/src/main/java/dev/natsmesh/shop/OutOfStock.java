package dev.natsmesh.shop;

/** There is less than somebody wants. */
public class OutOfStock extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sku;
    private final int left;

    public OutOfStock(String sku, int left) {
        super("Only %d of %s are left".formatted(left, sku));
        this.sku = sku;
        this.left = left;
    }

    public String getSku() {
        return sku;
    }

    public int getLeft() {
        return left;
    }
}
