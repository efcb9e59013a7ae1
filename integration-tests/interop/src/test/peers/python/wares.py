"""Everything that a call may carry beside plain JSON, at both ends of it, and events."""
import asyncio
import json
import uuid

import wire
from calls import PATIENCE
from service import until_input_ends

STALL = 1


async def exchange(connection, *messages):
    """One request after the other."""
    replies = []
    for subject, headers, body in map(wire.written, messages):
        replies.append(wire.read(await connection.request(subject, body, timeout=PATIENCE, headers=headers)))
    print(json.dumps(replies))


async def gather(connection, message):
    """One request, and the replies of all who serve it."""
    subject, headers, body = wire.written(message)
    inbox = connection.new_inbox()
    replies = await connection.subscribe(inbox)
    await connection.publish(subject, body, reply=inbox, headers=headers)
    found = []
    try:
        while True:
            found.append(wire.read(await replies.next_msg(timeout=STALL)))
    except asyncio.TimeoutError:
        print(json.dumps(found))


async def publish(connection, *messages):
    """Events."""
    for subject, headers, body in map(wire.written, messages):
        await connection.publish(subject, body, headers=headers)
    await connection.flush()
    print(len(messages))


async def subscribe(connection, subject, queue):
    """The first event that comes."""
    events = await connection.subscribe(subject, queue)
    await connection.flush()
    print("READY", flush=True)
    print(json.dumps(wire.read(await events.next_msg(timeout=PATIENCE))))


async def serve(connection, name):
    instance = uuid.uuid4().hex

    async def count(message):
        await reply(message, json.dumps(wire.text_of(message.subject.split(".")[1])).encode())

    async def greet(message):
        await reply(message, message.data, {
            "X-Greeting": wire.header("Hello, " + wire.value_of(message.headers["X-Customer"]))})

    async def reversed_bytes(message):
        headers = {"Content-Type": "application/octet-stream"}
        if (message.headers or {}).get("Nats-Mesh-Null") == "true":
            headers["Nats-Mesh-Null"] = "true"
        await reply(message, message.data[::-1], headers)

    async def pack(message):
        await reply(message, message.data, {"Content-Type": "application/cbor"})

    async def where(message):
        await reply(message, message.data, {"X-Instance": instance})

    async def reply(message, body, headers=None):
        await connection.publish(message.reply, body, headers=headers)

    await connection.subscribe(f"{name}.*.count", "q", cb=count)
    await connection.subscribe(f"{name}.greet", "q", cb=greet)
    await connection.subscribe(f"{name}.reversed", "q", cb=reversed_bytes)
    await connection.subscribe(f"{name}.pack", "q", cb=pack)
    await connection.subscribe(f"_MESH.A.{name}.where", cb=where)
    await until_input_ends(connection)
