import { headers } from "@nats-io/transport-node";

const MARK = "UTF-8''";

function hex(bytes) {
  return Buffer.from(bytes).toString("hex");
}

function escaped(text, others) {
  return encodeURIComponent(text).replace(others, c => "%" + c.charCodeAt(0).toString(16).toUpperCase());
}

function token(text) {
  return text === "" ? "%" : escaped(text, /[.!*'()]/g);
}

export function textOf(token) {
  return token === "%" ? "" : decodeURIComponent(token);
}

export function header(text) {
  const plain = /^[ -~]*$/.test(text) && !/^ | $/.test(text) && !text.startsWith(MARK);
  return plain ? text : MARK + escaped(text, /[!*'()]/g);
}

export function valueOf(header) {
  return header.startsWith(MARK) ? decodeURIComponent(header.slice(MARK.length)) : header;
}

/** Subject, headers and body of a message as the README has it. */
export function written(message) {
  const { subject, tokens = [], headers: plain = {}, hex = "" } = JSON.parse(message);
  const sent = headers();
  for (const [name, value] of Object.entries(plain)) {
    sent.set(name, header(value));
  }
  let next = 0;
  return {
    subject: subject.split(".").map(part => part === "*" ? token(tokens[next++]) : part).join("."),
    headers: sent,
    body: Buffer.from(hex, "hex"),
  };
}

/** What came, in plain values. */
export function read(message) {
  const values = {};
  for (const name of message.headers?.keys() ?? []) {
    values[name] = valueOf(message.headers.get(name));
  }
  return { tokens: message.subject.split(".").map(textOf), headers: values, hex: hex(message.data) };
}
