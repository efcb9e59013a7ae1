package dev.natsmesh.shop.inventory;

import org.jboss.logging.Logger;

import dev.natsmesh.Subscribe;
import dev.natsmesh.shop.Sale;

// tag::subscriber[]
/** Gets ready what has been bought. */
class Packing {

    private static final Logger LOG = Logger.getLogger(Packing.class);

    @Subscribe("orders.placed")
    void pack(Sale sale) {
        LOG.debugf("Packing %d of %s for %s", sale.order().count(), sale.order().sku(), sale.reservation());
    }
}
// end::subscriber[]
