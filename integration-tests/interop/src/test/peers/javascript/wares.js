import { randomUUID } from "node:crypto";

import { connect, headers } from "@nats-io/transport-node";

import { untilInputEnds } from "./service.js";
import { header, read, textOf, valueOf, written } from "./wire.js";

const PATIENCE = 20000;
const STALL = 1000;

/** One request after the other. */
export async function exchange(url, ...messages) {
  const connection = await connect({ servers: url });
  const replies = [];
  for (const { subject, headers, body } of messages.map(written)) {
    replies.push(read(await connection.request(subject, body, { timeout: PATIENCE, headers })));
  }
  say(replies);
  await connection.close();
}

/** One request, and the replies of all who serve it. */
export async function gather(url, message) {
  const connection = await connect({ servers: url });
  const { subject, headers, body } = written(message);
  const options = { strategy: "stall", maxWait: PATIENCE, stall: STALL, headers };
  const found = [];
  for await (const reply of await connection.requestMany(subject, body, options)) {
    found.push(read(reply));
  }
  say(found);
  await connection.close();
}

/** Events. */
export async function publish(url, ...messages) {
  const connection = await connect({ servers: url });
  for (const { subject, headers, body } of messages.map(written)) {
    connection.publish(subject, body, { headers });
  }
  await connection.flush();
  say(messages.length);
  await connection.close();
}

/** The first event that comes. */
export async function subscribe(url, subject, queue) {
  const connection = await connect({ servers: url });
  const events = connection.subscribe(subject, { queue, max: 1 });
  await connection.flush();
  console.log("READY");
  for await (const event of events) {
    say(read(event));
  }
  await connection.close();
}

export async function serveWares(url, name) {
  const connection = await connect({ servers: url });
  const instance = randomUUID();
  const serve = (subject, queue, answer) => connection.subscribe(subject, {
    queue, callback: (error, message) => {
      const [body, values = {}] = answer(message);
      const sent = headers();
      Object.entries(values).forEach(([name, value]) => sent.set(name, value));
      message.respond(body, { headers: sent });
    },
  });

  serve(`${name}.*.count`, "q", message => [JSON.stringify(textOf(message.subject.split(".")[1]))]);
  serve(`${name}.greet`, "q", message => [message.data,
    { "X-Greeting": header("Hello, " + valueOf(message.headers.get("X-Customer"))) }]);
  serve(`${name}.reversed`, "q", message => [message.data.toReversed(), {
    "Content-Type": "application/octet-stream",
    ...(message.headers?.get("Nats-Mesh-Null") === "true" ? { "Nats-Mesh-Null": "true" } : {}),
  }]);
  serve(`${name}.pack`, "q", message => [message.data, { "Content-Type": "application/cbor" }]);
  serve(`_MESH.A.${name}.where`, undefined, message => [message.data, { "X-Instance": instance }]);
  await untilInputEnds(connection);
}

function say(value) {
  console.log(JSON.stringify(value));
}
