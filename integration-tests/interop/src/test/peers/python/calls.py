import asyncio
import json

PATIENCE = 20
STALL = 1


async def call(connection, subject, body, *extra):
    """One plain request."""
    headers = dict(line.split(":", 1) for line in extra)
    reply = await connection.request(subject, body.encode(), timeout=PATIENCE, headers=headers)
    got = reply.headers or {}
    print(json.dumps({
        "body": reply.data.decode(),
        "code": got.get("Nats-Service-Error-Code", ""),
        "text": got.get("Nats-Service-Error", ""),
        "error": got.get("Nats-Mesh-Error", ""),
    }))


async def discover(connection, name):
    """What the control subjects answer."""
    ping, info, stats, everywhere = await asyncio.gather(*(
        answers(connection, subject)
        for subject in (f"$SRV.PING.{name}", f"$SRV.INFO.{name}", f"$SRV.STATS.{name}", "$SRV.PING")))
    one = await answers(connection, f"$SRV.INFO.{name}.{ping[0]['id']}") if ping else []
    print(json.dumps({"ping": ping, "info": info, "stats": stats, "one": one, "everywhere": everywhere}))


async def answers(connection, subject):
    """The answers of all who serve a subject."""
    inbox = connection.new_inbox()
    subscription = await connection.subscribe(inbox)
    await connection.publish(subject, reply=inbox)
    found = []
    try:
        while True:
            found.append(json.loads((await subscription.next_msg(timeout=STALL)).data))
    except asyncio.TimeoutError:
        return found
    finally:
        await subscription.unsubscribe()
