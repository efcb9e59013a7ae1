import { Svcm } from "@nats-io/services";
import { connect, headers } from "@nats-io/transport-node";

/** One plain request. */
export async function call(url, subject, body, ...extra) {
  const connection = await connect({ servers: url });
  const sent = headers();
  for (const line of extra) {
    const colon = line.indexOf(":");
    sent.set(line.slice(0, colon), line.slice(colon + 1));
  }
  const reply = await connection.request(subject, body, { timeout: 20000, headers: sent });
  console.log(JSON.stringify({
    body: reply.string(),
    code: reply.headers?.get("Nats-Service-Error-Code") ?? "",
    text: reply.headers?.get("Nats-Service-Error") ?? "",
    error: reply.headers?.get("Nats-Mesh-Error") ?? "",
  }));
  await connection.close();
}

/** What the services client finds. */
export async function discover(url, name) {
  const connection = await connect({ servers: url });
  const client = new Svcm(connection).client({ strategy: "stall", maxWait: 5000, stall: 1000 });
  const [ping, info, stats, everywhere] = await Promise.all(
    [client.ping(name), client.info(name), client.stats(name), client.ping()].map(all));
  const one = await all(client.info(name, ping[0]?.id));
  console.log(JSON.stringify({ ping, info, stats, one, everywhere }));
  await connection.close();
}

async function all(answers) {
  const found = [];
  for await (const answer of await answers) {
    found.push(answer);
  }
  return found;
}
