import * as calls from "./calls.js";
import { serve } from "./service.js";
import * as streams from "./streams.js";
import * as wares from "./wares.js";

const commands = {
  call: calls.call, discover: calls.discover, service: serve,
  exchange: wares.exchange, gather: wares.gather, publish: wares.publish, subscribe: wares.subscribe,
  wares: wares.serveWares,
  ticks: streams.ticks, upload: streams.upload, echo: streams.echo, streams: streams.serveStreams,
};

const [name, ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`no command ${name}; expected one of ${Object.keys(commands)}`);
  process.exit(2);
}
await command(...args);
