// Streams by their wire form, both ends of them.
import { createInbox, headers } from "@nats-io/transport-node";

const CREDIT = "Nats-Mesh-Credit";
const STREAM = "Nats-Mesh-Stream";
const SEQ = "Nats-Mesh-Seq";
const CONTROL = "Nats-Mesh-Control";
const TIMEOUT = "Nats-Mesh-Timeout-Ms";
const ERROR_CODE = "Nats-Service-Error-Code";
const ERROR_TEXT = "Nats-Service-Error";

const LIVENESS_MS = Number(process.env.LIVENESS_MS ?? 5000);
const FIRST_MESSAGE_MS = 10000;

/** What a stream ends with, unless it ends well; `told` if the other side knows it already. */
export class Failure extends Error {
  constructor(code, text, told = false) {
    super(text);
    this.code = code;
    this.told = told;
  }
}

/** The other side has been silent for too long. */
export class Lost extends Error {}

/** The whole call has been ended by the caller. */
class Cancelled extends Error {}

/** One end of a stream: it sends items as far as it has credit, and gets items as far as it has granted it. */
class Stream {
  sent = 0;
  wanted = true;
  received = 0;
  taken = 0;
  most = 0;
  arrived = [];
  lastSent = Date.now();
  lastHeard = Date.now();
  #waiting = [];
  #watch;

  constructor(connection, window, to, credit = 0) {
    this.connection = connection;
    this.window = this.granted = window;
    this.to = to;
    this.credit = credit;
  }

  receive(message) {
    this.lastHeard = Date.now();
    const has = (name) => message.headers?.has(name);
    const get = (name) => message.headers?.get(name) ?? "";
    if (has(ERROR_CODE)) {
      this.failed(new Failure(get(ERROR_CODE), get(ERROR_TEXT), true));
    } else if (message.headers?.code === 503) {
      this.failed(new Failure("503", "no responders", true));
    } else if (has(STREAM)) {
      this.to = get(STREAM);
      this.credit = Number(get(CREDIT));
      this.watch();
    } else if (get(CONTROL) === "cancel") {
      this.wanted = false;
      this.cancelled();
    } else if (has(SEQ)) {
      this.#inTurn(Number(get(SEQ)), get(CONTROL) === "end", message);
    } else if (has(CREDIT)) {
      this.credit = Math.max(this.credit, Number(get(CREDIT)));
    } else if (!has(CONTROL)) {
      this.arrived.push({ result: message });
    }
    this.#changed();
  }

  #inTurn(number, end, message) {
    if (number !== this.received + 1) {
      this.arrived.push({ failure: new Failure("500", `item ${number} instead of ${this.received + 1}`) });
    } else if (end) {
      this.arrived.push({ end });
    } else if (number > this.granted) {
      this.arrived.push({ failure: new Failure("500", `item ${number} with credit for ${this.granted}`) });
    } else {
      this.received = number;
      this.arrived.push({ item: message });
      this.most = Math.max(this.most, this.arrived.length);
    }
  }

  /** What arrives next: an item, the end or the result; throws what the stream failed with. */
  async next() {
    while (this.arrived.length === 0) {
      await this.change();
    }
    const next = this.arrived.shift();
    if (next.failure) {
      throw next.failure;
    }
    return next;
  }

  /** The messages of the items; grants credit as they are taken. */
  async *items() {
    for (let next = await this.next(); next.item; next = await this.next()) {
      yield next.item;
      this.taken++;
      if (this.granted - this.taken <= this.window / 2) {
        this.granted = this.taken + this.window;
        this.publish("", { [CREDIT]: this.granted });
      }
    }
  }

  /** Sends an item once there is credit; false if no more items are wanted. */
  async send(body) {
    while (this.wanted && this.sent >= this.credit) {
      await this.change();
    }
    if (this.wanted) {
      this.publish(body, { [SEQ]: ++this.sent });
    }
    return this.wanted;
  }

  end() {
    this.publish("", { [SEQ]: this.sent + 1, [CONTROL]: "end" });
  }

  fail(code, text) {
    this.publish("", { [SEQ]: this.sent + 1, [ERROR_CODE]: code, [ERROR_TEXT]: text });
  }

  cancel() {
    this.publish("", { [CONTROL]: "cancel" });
  }

  publish(body, lines = {}) {
    this.lastSent = Date.now();
    this.connection.publish(this.to, body, { headers: headersOf(lines) });
  }

  /** Until something has arrived. */
  change() {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The other side has sent an error, which ends its direction. */
  failed(failure) {
    this.arrived.push({ failure });
  }

  /** The other side wants no more items. */
  cancelled() {}

  /** Says from now on that this side is there, and hears whether the other one is. */
  watch() {
    this.#watch = setInterval(() => {
      const now = Date.now();
      if (now - this.lastHeard > LIVENESS_MS) {
        this.giveUp();
      } else if (now - this.lastSent >= LIVENESS_MS / 6) {
        this.publish("", { [CONTROL]: "alive" });
      }
    }, LIVENESS_MS / 6);
  }

  giveUp() {
    this.close();
    this.wanted = false;
    this.arrived.push({ failure: new Lost() });
    this.#changed();
  }

  close() {
    clearInterval(this.#watch);
  }

  #changed() {
    this.#waiting.splice(0).forEach((resolve) => resolve());
  }
}

/** The caller's end. */
export class Call extends Stream {
  #subscription;

  /** Calls, and returns when the service has answered, or when there will be no answer. */
  static async open(connection, subject, body, window) {
    const call = new Call(connection, window);
    const inbox = createInbox();
    call.#subscription = connection.subscribe(inbox, { callback: (_, message) => call.receive(message) });
    connection.publish(subject, body, {
      reply: inbox,
      headers: headersOf({ [CREDIT]: window, [TIMEOUT]: FIRST_MESSAGE_MS }),
    });
    const late = setTimeout(() => call.giveUp(), FIRST_MESSAGE_MS);
    await call.change();
    clearTimeout(late);
    return call;
  }

  /** An error of the service ends the whole call. */
  failed(failure) {
    this.wanted = false;
    super.failed(failure);
  }

  leave() {
    this.close();
    this.#subscription.unsubscribe();
  }
}

/** A service's end. */
class ServedStream extends Stream {
  /** The caller has ended the whole call, so whatever the method waits for fails. */
  cancelled() {
    this.arrived.unshift({ failure: new Cancelled() });
  }

  async send(body) {
    if (!await super.send(body)) {
      throw new Cancelled();
    }
  }
}

/** The service's ends: all streams of one instance, on one subscription. */
export class Streams {
  open = new Map();
  #number = 0;

  constructor(connection, service, instance, window) {
    this.connection = connection;
    this.prefix = `_MESH.C.${service}.${instance}.`;
    this.window = window;
    connection.subscribe(this.prefix + "*", { callback: (_, message) => this.open.get(message.subject)?.receive(message) });
  }

  /** A handler of requests that open a stream; `method` gets the request and the stream. */
  endpoint(method, takesItems) {
    return async (_, request) => {
      const credit = request.headers?.get(CREDIT) ?? "";
      if (!/^\d+$/.test(credit)) {
        request.respondError(400, `a stream needs the header ${CREDIT}`);
        return;
      }
      const subject = this.prefix + ++this.#number;
      const stream = new ServedStream(this.connection, takesItems ? this.window : 0, request.reply, Number(credit));
      this.open.set(subject, stream);
      stream.publish("", takesItems ? { [STREAM]: subject, [CREDIT]: stream.granted } : { [STREAM]: subject });
      stream.watch();
      try {
        await method(request, stream);
      } catch (failure) {
        if (failure instanceof Failure) {
          stream.fail(failure.code, failure.message);
        } else if (!(failure instanceof Lost || failure instanceof Cancelled)) {
          throw failure;
        }
      } finally {
        stream.close();
        this.open.delete(subject);
      }
    };
  }
}

function headersOf(lines) {
  const result = headers();
  Object.entries(lines).forEach(([name, value]) => result.set(name, String(value)));
  return result;
}
