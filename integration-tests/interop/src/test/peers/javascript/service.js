import { headers, connect } from "@nats-io/transport-node";
import { Svcm } from "@nats-io/services";

/** A service that knows nothing of the mesh. */
export async function serve(url) {
  const connection = await connect({ servers: url });
  const service = await new Svcm(connection).add({ name: "tax", version: "0.1.0", description: "Taxes from another language" });
  const endpoints = service.addGroup("tax");

  endpoints.addEndpoint("rate", (_, message) => {
    const { region, sku } = message.json();
    message.respond(JSON.stringify({ region, sku, percent: 19 }));
  });
  endpoints.addEndpoint("refused", (_, message) => message.respondError(409, `no tax on ${message.json()}`));
  endpoints.addEndpoint("find", (_, message) => message.respondError(422, "by law",
    JSON.stringify({ sku: message.json(), paragraph: 4 }), { headers: named("Exempt") }));
  endpoints.addEndpoint("checked", (_, message) => message.respondError(400, "count: must be greater than 0",
    JSON.stringify({ violations: [{ path: "count", message: "must be greater than 0" }] }), { headers: named("violations") }));
  endpoints.addEndpoint("garbled", (_, message) => message.respond("<rate>19</rate>"));
  endpoints.addEndpoint("silent", () => {});
  endpoints.addEndpoint("caller", (_, message) => message.respond(JSON.stringify({
    caller: message.headers?.get("Nats-Mesh-Caller") ?? "",
    millis: Number(message.headers?.get("Nats-Mesh-Timeout-Ms") ?? -1),
  })));

  await untilInputEnds(connection);
}

/** Says that everything serves, and closes the connection when the input ends. */
export async function untilInputEnds(connection) {
  await connection.flush();
  console.log("READY");
  process.stdin.resume();
  process.stdin.on("end", () => connection.close());
}

function named(error) {
  const named = headers();
  named.set("Nats-Mesh-Error", error);
  return named;
}
