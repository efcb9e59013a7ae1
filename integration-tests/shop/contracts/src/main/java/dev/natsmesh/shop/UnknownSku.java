package dev.natsmesh.shop;

import dev.natsmesh.ErrorCode;

// tag::exception[]
/** There is no such article. */
@ErrorCode(404)
public class UnknownSku extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sku;

    public UnknownSku(String sku) {
        super("There is no article " + sku);
        this.sku = sku;
    }

    public String getSku() {
        return sku;
    }
}
// end::exception[]
