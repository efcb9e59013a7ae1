import asyncio
import sys

import nats

import calls
import service
import streams
import wares

COMMANDS = {
    "call": calls.call, "discover": calls.discover, "service": service.serve,
    "exchange": wares.exchange, "gather": wares.gather, "publish": wares.publish, "subscribe": wares.subscribe,
    "wares": wares.serve,
    "ticks": streams.ticks, "upload": streams.upload, "echo": streams.echo, "streams": streams.serve,
}


async def main(name, url, *args):
    connection = await nats.connect(url)
    try:
        await COMMANDS[name](connection, *args)
    finally:
        await connection.close()


if len(sys.argv) < 3 or sys.argv[1] not in COMMANDS:
    sys.exit(f"no command in {sys.argv[1:]}; expected one of {list(COMMANDS)} and a URL")
asyncio.run(main(*sys.argv[1:]))
