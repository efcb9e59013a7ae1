// Prints what the services client finds: node discover.js URL NAME
import { Svcm } from "@nats-io/services";
import { connect } from "@nats-io/transport-node";

const [url, name] = process.argv.slice(2);
const connection = await connect({ servers: url });
const client = new Svcm(connection).client({ strategy: "stall", maxWait: 5000, stall: 1000 });

async function all(answers) {
  const found = [];
  for await (const answer of answers) {
    found.push(answer);
  }
  return found;
}

const pings = await all(await client.ping(name));
const found = {
  ping: pings,
  info: await all(await client.info(name)),
  stats: await all(await client.stats(name)),
  one: await all(await client.info(name, pings[0]?.id)),
  everywhere: await all(await client.ping()),
};
console.log(JSON.stringify(found));
await connection.close();
