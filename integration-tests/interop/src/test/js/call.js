// One plain request: node call.js URL SUBJECT BODY
import { connect } from "@nats-io/transport-node";

const [url, subject, body] = process.argv.slice(2);
const connection = await connect({ servers: url });
const reply = await connection.request(subject, body, { timeout: 20000 });
console.log(JSON.stringify({
  body: reply.string(),
  code: reply.headers?.get("Nats-Service-Error-Code") ?? "",
  text: reply.headers?.get("Nats-Service-Error") ?? "",
  error: reply.headers?.get("Nats-Mesh-Error") ?? "",
}));
await connection.close();
