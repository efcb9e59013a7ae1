package dev.natsmesh.shop.storefront;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;

import dev.natsmesh.NatsClient;
import dev.natsmesh.shop.Appraisal;
import dev.natsmesh.shop.Basket;
import dev.natsmesh.shop.Baskets;
import dev.natsmesh.shop.Order;
import dev.natsmesh.shop.OrderEvents;
import dev.natsmesh.shop.Price;
import dev.natsmesh.shop.Pricing;
import dev.natsmesh.shop.Quote;
import dev.natsmesh.shop.Sale;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

// tag::client[]
@Path("/")
public class Storefront {

    private static final Logger LOG = Logger.getLogger(Storefront.class);

    @NatsClient
    Pricing pricing; // <1>

    @NatsClient
    OrderEvents events;

    // end::client[]
    @NatsClient
    Appraisal appraisal;

    @NatsClient
    Baskets baskets;

    // tag::client[]
    @GET
    @Path("quotes/{sku}")
    public Uni<Quote> quote(@RestPath String sku, @RestQuery @DefaultValue("1") int count) {
        return pricing.quote(new Order(sku, count)); // <2>
    }

    @POST
    @Path("orders")
    public Sale buy(Order order) {
        Sale sale = pricing.sell(order); // <3>
        LOG.infof("Order %s: %d of %s", sale.reservation(), order.count(), order.sku());
        events.placed(sale).subscribe().with(published -> LOG.debug("Told everybody"), // <4>
                failure -> LOG.warnf("Nobody is told of order %s: %s", sale.reservation(), failure.getMessage()));
        return sale;
    }
    // end::client[]

    @GET
    @Path("quotes/{sku}/available")
    public Uni<Quote> whenAvailable(@RestPath String sku, @RestQuery @DefaultValue("1") int count) {
        return pricing.whenAvailable(new Order(sku, count));
    }

    @GET
    @Path("appraisals/{thing}")
    public long worth(@RestPath String thing) {
        return appraisal.appraise(thing);
    }

    @POST
    @Path("baskets/{customer}")
    public Uni<Basket> put(@RestPath String customer, Order goods) {
        return baskets.put(customer, goods);
    }

    // tag::stream[]
    @GET
    @Path("prices/{sku}")
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<Price> prices(@RestPath String sku) {
        return pricing.prices(sku); // <1>
    }

    @GET
    @Path("prices/{sku}/history.csv")
    @Produces("text/csv")
    public Multi<String> history(@RestPath String sku, @RestQuery @DefaultValue("3600") int seconds) {
        return pricing.history(sku, seconds)
                .map(price -> price.since() + "," + price.cents() + "\n")
                .group().intoLists().of(500) // <2>
                .map(lines -> String.join("", lines));
    }
    // end::stream[]
    // tag::client[]
}
// end::client[]
