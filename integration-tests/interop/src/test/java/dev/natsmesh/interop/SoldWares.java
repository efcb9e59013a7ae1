package dev.natsmesh.interop;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import dev.natsmesh.Header;
import dev.natsmesh.Subscribe;

/** What has been sold, whoever has told it. */
@ApplicationScoped
class SoldWares {

    private final BlockingQueue<Sold> sold = new LinkedBlockingQueue<>();

    @Subscribe("sales.{shelf}.sold")
    void sold(String shelf, @Header("X-Customer") String customer, Wares.Ware ware) {
        sold.add(new Sold(shelf, customer, ware));
    }

    /** The next one; {@code null} if none comes. */
    Sold next() throws InterruptedException {
        return sold.poll(20, TimeUnit.SECONDS);
    }

    void forget() {
        sold.clear();
    }

    record Sold(String shelf, String customer, Wares.Ware ware) {
    }
}
