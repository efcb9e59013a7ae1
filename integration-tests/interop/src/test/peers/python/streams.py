"""The service of streams, and its callers."""
import asyncio
import json

import nats.micro

from service import until_input_ends
from stream import Call, Failure, Lost, Result, Streams

WINDOW = 16


async def serve(connection, name):
    service = await nats.micro.add_service(connection, name=name, version="0.1.0")
    streams = Streams(connection, name, service.id, WINDOW)
    await streams.start()

    async def ticks(body, stream):
        count = json.loads(body)
        for number in range(1, abs(count) + 1):
            await stream.send(encoded({"number": number}))
        if count < 0:
            raise Failure("409", f"no tick after {-count}")
        await stream.end()

    async def upload(_, stream):
        lines = count = 0
        async for body in stream.items():
            line = json.loads(body)
            if line["sku"] == "bad":
                raise Failure("409", f"line {lines + 1} is bad")
            lines += 1
            count += line["count"]
            if line["sku"] == "last":
                await stream.cancel()
                break
        await stream.publish(encoded({"lines": lines, "count": count}))

    async def echo(_, stream):
        async for body in stream.items():
            await stream.send(body)
        await stream.end()

    async def still_open(request):
        await request.respond(encoded(len(streams.open)))

    endpoints = service.add_group(name=name)
    await endpoints.add_endpoint(name="ticks", handler=streams.endpoint(ticks, takes_items=False))
    await endpoints.add_endpoint(name="upload", handler=streams.endpoint(upload, takes_items=True))
    await endpoints.add_endpoint(name="echo", handler=streams.endpoint(echo, takes_items=True))
    await endpoints.add_endpoint(name="open", handler=still_open)
    await until_input_ends(connection)


async def ticks(connection, service, count, window, pause, take=None):
    call = await Call.open(connection, f"{service}.ticks", count.encode(), int(window))
    seen = Seen("number")

    async def read():
        async for body in call.items():
            seen.add(body)
            if take and seen.items == int(take):
                await call.cancel()
                return "cancelled"
            await asyncio.sleep(int(pause) / 1000)
        return "end"

    await report(call, read, seen)


async def upload(connection, service, count, sku="book", at="0"):
    call = await Call.open(connection, f"{service}.upload", b"", 0)
    seen = Seen("count")

    async def write():
        for number in range(1, int(count) + 1):
            if number == int(at) and sku == "fail":
                await call.fail("409", f"no line {number}")
                break
            if not await call.send(line(number, sku if number == int(at) else "book")):
                break
        else:
            await call.end()
        answer = await call.arrived.get()
        if isinstance(answer, Exception):
            raise answer
        seen.result = json.loads(answer.data) if isinstance(answer, Result) else None
        return "result"

    await report(call, write, seen)


async def echo(connection, service, count, window):
    call = await Call.open(connection, f"{service}.echo", b"", int(window))
    seen = Seen("count")

    async def write():
        for number in range(1, int(count) + 1):
            if not await call.send(line(number, "book")):
                return
        await call.end()

    async def read():
        writing = asyncio.create_task(write())
        try:
            async for body in call.items():
                seen.add(body)
        finally:
            writing.cancel()
        return "end"

    await report(call, read, seen)


async def report(call, work, seen):
    """Prints how a call ended."""
    code = text = ""
    try:
        end = await work()
    except Lost:
        end = "lost"
    except Failure as failure:
        end, code, text = "error", failure.code, failure.text
        if not failure.told:
            await call.cancel()
    await call.leave()
    print(json.dumps({
        "end": end, "code": code, "text": text, "items": seen.items, "inOrder": seen.in_order, "most": call.most,
        "sent": call.sent, "result": seen.result,
    }))


class Seen:
    """The items, which are numbered from 1 on by one of their properties."""

    def __init__(self, numbered_by):
        self.numbered_by = numbered_by
        self.items = 0
        self.in_order = True
        self.result = None

    def add(self, body):
        self.items += 1
        self.in_order &= json.loads(body)[self.numbered_by] == self.items


def line(number, sku):
    return encoded({"sku": sku, "count": number})


def encoded(value):
    return json.dumps(value).encode()
