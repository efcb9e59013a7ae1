// A customer who asks the shop's pricing directly: node client.js SERVERS CALLS OUTSTANDING
// Prints how many calls each instance answered, how many failed, and what an unknown article leads to.
import { connect } from "@nats-io/transport-node";

const [servers, calls, outstanding] = process.argv.slice(2);
const connection = await connect({ servers: servers.split(",") });
const found = { answers: {}, failures: {} };
let left = Number(calls);

async function quote(sku) {
  const reply = await connection.request("pricing.quote", JSON.stringify({ sku, count: 2 }), { timeout: 10000 });
  const get = (name) => reply.headers?.get(name) ?? "";
  return { code: get("Nats-Service-Error-Code"), error: get("Nats-Mesh-Error"), body: reply.json() };
}

function count(counts, key) {
  counts[key] = (counts[key] ?? 0) + 1;
}

async function customer() {
  while (left-- > 0) {
    try {
      const { code, body } = await quote("lamp");
      code ? count(found.failures, code) : count(found.answers, body.pricedBy);
    } catch (failure) {
      count(found.failures, failure.name);
    }
  }
}

await Promise.all(Array.from({ length: Number(outstanding) }, customer));
found.unknown = await quote("nothing");
console.log(JSON.stringify(found));
await connection.close();
