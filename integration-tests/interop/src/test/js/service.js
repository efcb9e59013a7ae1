// A service that knows nothing of the mesh: node service.js URL
// Says READY when it serves, and ends when its input does.
import { Svcm } from "@nats-io/services";
import { connect } from "@nats-io/transport-node";

const [url] = process.argv.slice(2);
const connection = await connect({ servers: url });
const service = await new Svcm(connection).add({ name: "tax", version: "0.1.0", description: "Taxes from another language" });
const endpoints = service.addGroup("tax");

endpoints.addEndpoint("rate", (_, message) => {
  const { region, sku } = message.json();
  message.respond(JSON.stringify({ region, sku, percent: 19 }));
});
endpoints.addEndpoint("refused", (_, message) => message.respondError(409, "no tax on air"));
endpoints.addEndpoint("garbled", (_, message) => message.respond("<rate>19</rate>"));
endpoints.addEndpoint("silent", () => {});
endpoints.addEndpoint("caller", (_, message) => message.respond(JSON.stringify({
  caller: message.headers?.get("Nats-Mesh-Caller") ?? "",
  millis: Number(message.headers?.get("Nats-Mesh-Timeout-Ms") ?? -1),
})));

await connection.flush();
console.log("READY");
process.stdin.resume();
process.stdin.on("end", () => connection.close());
