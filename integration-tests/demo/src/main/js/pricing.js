// An instance of the shop's pricing: node pricing.js SERVERS INSTANCE
// Knows the contract's wire form, and nothing of the mesh. Says READY when it serves, and leaves when its input ends.
import { Svcm } from "@nats-io/services";
import { connect, headers } from "@nats-io/transport-node";

const [servers, instance] = process.argv.slice(2);
const PASSED_ON = ["traceparent", "tracestate", "baggage"];
const PRICES = { lamp: 1990, chair: 4900, clock: 12500 };
const FEW = 10;

const connection = await connect({ servers: servers.split(","), name: instance });
const service = await new Svcm(connection).add({ name: "pricing", version: "1.2.0", description: "What goods cost" });
const running = new Set();

service.addGroup("pricing").addEndpoint("quote", (_, request) => {
  const call = quote(request, Date.now()).catch((failure) => request.respondError(500, failure.message));
  running.add(call);
  call.finally(() => running.delete(call));
});

async function quote(request, arrived) {
  const order = request.json();
  const limit = Number(request.headers?.get("Nats-Mesh-Timeout-Ms") || 10000);
  const left = limit - (Date.now() - arrived);
  const sent = headers();
  sent.set("Nats-Mesh-Timeout-Ms", String(Math.max(1, left)));
  PASSED_ON.filter((name) => request.headers?.has(name)).forEach((name) => sent.set(name, request.headers.get(name)));

  const reply = await connection.request("inventory.stock", JSON.stringify(order.sku), { timeout: Math.max(1, left), headers: sent });
  if (reply.headers?.has("Nats-Service-Error-Code")) {
    // What the inventory says is what our caller should see: the contract of pricing declares the same exception.
    request.respond(reply.data, { headers: reply.headers });
    return;
  }
  const stock = reply.json();
  const all = PRICES[order.sku] * order.count;
  request.respond(JSON.stringify({
    order,
    cents: stock.count < FEW ? all + Math.trunc(all / 10) : all,
    available: stock.count >= order.count,
    pricedBy: instance,
  }));
}

await connection.flush();
console.log("READY");
process.stdin.resume();
process.stdin.on("end", async () => {
  await service.stop();
  await Promise.all(running);
  await connection.drain();
});
