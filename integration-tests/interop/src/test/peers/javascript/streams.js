// The service of streams, and its callers.
import { Svcm } from "@nats-io/services";
import { connect } from "@nats-io/transport-node";
import { setTimeout as pause } from "node:timers/promises";
import { untilInputEnds } from "./service.js";
import { Call, Failure, Lost, Streams } from "./stream.js";

const WINDOW = 16;

export async function serveStreams(url, name) {
  const connection = await connect({ servers: url });
  const service = await new Svcm(connection).add({ name, version: "0.1.0" });
  const streams = new Streams(connection, name, service.info().id, WINDOW);
  const endpoints = service.addGroup(name);

  endpoints.addEndpoint("ticks", streams.endpoint(async (request, stream) => {
    const count = request.json();
    for (let number = 1; number <= Math.abs(count); number++) {
      await stream.send(JSON.stringify({ number }));
    }
    if (count < 0) {
      throw new Failure("409", `no tick after ${-count}`);
    }
    stream.end();
  }, false));
  endpoints.addEndpoint("upload", streams.endpoint(async (_, stream) => {
    const totals = { lines: 0, count: 0 };
    for await (const message of stream.items()) {
      const { sku, count } = message.json();
      if (sku === "bad") {
        throw new Failure("409", `line ${totals.lines + 1} is bad`);
      }
      totals.lines++;
      totals.count += count;
      if (sku === "last") {
        stream.cancel();
        break;
      }
    }
    stream.publish(JSON.stringify(totals));
  }, true));
  endpoints.addEndpoint("echo", streams.endpoint(async (_, stream) => {
    for await (const message of stream.items()) {
      await stream.send(message.data);
    }
    stream.end();
  }, true));
  endpoints.addEndpoint("open", (_, request) => request.respond(JSON.stringify(streams.open.size)));
  await untilInputEnds(connection);
}

export async function ticks(url, service, count, window, pauseMillis, take) {
  await run(url, `${service}.ticks`, count, Number(window), "number", async (call, seen) => {
    for await (const message of call.items()) {
      seen.add(message);
      if (seen.items === Number(take)) {
        call.cancel();
        return "cancelled";
      }
      await pause(Number(pauseMillis));
    }
    return "end";
  });
}

export async function upload(url, service, count, sku, at) {
  await run(url, `${service}.upload`, "", 0, "count", async (call, seen) => {
    let number = 1;
    while (number <= Number(count) && !(number === Number(at) && sku === "fail")
      && await call.send(line(number, number === Number(at) ? sku : "book"))) {
      number++;
    }
    if (number > Number(count)) {
      call.end();
    } else if (call.wanted) {
      call.fail("409", `no line ${number}`);
    }
    seen.result = (await call.next()).result?.json();
    return "result";
  });
}

export async function echo(url, service, count, window) {
  await run(url, `${service}.echo`, "", Number(window), "count", async (call, seen) => {
    const write = async () => {
      for (let number = 1; number <= Number(count); number++) {
        if (!await call.send(line(number, "book"))) {
          return;
        }
      }
      call.end();
    };
    write();
    for await (const message of call.items()) {
      seen.add(message);
    }
    return "end";
  });
}

/** Does a call, and prints how it ended. */
async function run(url, subject, body, window, numberedBy, work) {
  const connection = await connect({ servers: url });
  const call = await Call.open(connection, subject, body, window);
  const seen = {
    items: 0,
    inOrder: true,
    add(message) {
      this.items++;
      this.inOrder &&= message.json()[numberedBy] === this.items;
    },
  };
  const ended = { code: "", text: "" };
  try {
    ended.end = await work(call, seen);
  } catch (failure) {
    if (failure instanceof Lost) {
      ended.end = "lost";
    } else if (failure instanceof Failure) {
      Object.assign(ended, { end: "error", code: failure.code, text: failure.message });
      if (!failure.told) {
        call.cancel();
      }
    } else {
      throw failure;
    }
  }
  call.leave();
  console.log(JSON.stringify({
    ...ended, items: seen.items, inOrder: seen.inOrder, most: call.most, sent: call.sent, result: seen.result ?? null,
  }));
  await connection.close();
}

function line(count, sku) {
  return JSON.stringify({ sku, count });
}
