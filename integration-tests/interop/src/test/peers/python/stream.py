"""Streams by their wire form, both ends of them."""
import asyncio
import itertools
import os
import time

CREDIT = "Nats-Mesh-Credit"
STREAM = "Nats-Mesh-Stream"
SEQ = "Nats-Mesh-Seq"
CONTROL = "Nats-Mesh-Control"
TIMEOUT = "Nats-Mesh-Timeout-Ms"
ERROR_CODE = "Nats-Service-Error-Code"
ERROR_TEXT = "Nats-Service-Error"

LIVENESS = int(os.environ.get("LIVENESS_MS", "5000")) / 1000
FIRST_MESSAGE = 10


class Failure(Exception):
    """What a stream ends with, unless it ends well. `told` if the other side knows it already."""

    def __init__(self, code, text, told=False):
        super().__init__(text)
        self.code = code
        self.text = text
        self.told = told


class Lost(Exception):
    """The other side has been silent for too long."""


class Result:
    def __init__(self, data):
        self.data = data


END = object()


class Stream:
    """One end of a stream: it sends items as far as it has credit, and gets items as far as it has granted it."""

    def __init__(self, connection, window, to=None, credit=0):
        self.connection = connection
        self.window = window
        self.to = to
        self.credit = credit
        self.sent = 0
        self.wanted = True
        self.granted = window
        self.received = 0
        self.taken = 0
        self.most = 0
        self.arrived = asyncio.Queue()
        self.changed = asyncio.Event()
        self.last_sent = self.last_heard = time.monotonic()
        self.on_cancel = lambda: None
        self.watch = None

    def receive(self, data, headers):
        self.last_heard = time.monotonic()
        if ERROR_CODE in headers:
            self.failed(Failure(headers[ERROR_CODE], headers.get(ERROR_TEXT, ""), told=True))
        elif headers.get("Status") == "503":
            self.failed(Failure("503", "no responders", told=True))
        elif STREAM in headers:
            self.to = headers[STREAM]
            self.credit = int(headers.get(CREDIT, 0))
            self.watch = asyncio.create_task(self.stay_alive())
        elif headers.get(CONTROL) == "alive":
            pass
        elif headers.get(CONTROL) == "cancel":
            self.wanted = False
            self.on_cancel()
        elif SEQ in headers:
            self.received_in_turn(data, int(headers[SEQ]), headers.get(CONTROL) == "end")
        elif CREDIT in headers:
            self.credit = max(self.credit, int(headers[CREDIT]))
        else:
            self.arrived.put_nowait(Result(data))
        self.changed.set()

    def failed(self, failure):
        """The other side has sent an error, which ends its direction."""
        self.arrived.put_nowait(failure)

    def received_in_turn(self, data, number, end):
        if number != self.received + 1:
            self.arrived.put_nowait(Failure("500", f"item {number} instead of {self.received + 1}"))
        elif end:
            self.arrived.put_nowait(END)
        elif number > self.granted:
            self.arrived.put_nowait(Failure("500", f"item {number} with credit for {self.granted}"))
        else:
            self.received = number
            self.arrived.put_nowait(data)
            self.most = max(self.most, self.arrived.qsize())

    async def items(self):
        """The bodies of the items; grants credit as they are taken."""
        while True:
            item = await self.arrived.get()
            if item is END:
                return
            if isinstance(item, Exception):
                raise item
            yield item
            self.taken += 1
            if self.granted - self.taken <= self.window // 2:
                self.granted = self.taken + self.window
                await self.publish(b"", {CREDIT: str(self.granted)})

    async def send(self, data):
        """Sends an item once there is credit; false if no more items are wanted."""
        while self.wanted and self.sent >= self.credit:
            self.changed.clear()
            await self.changed.wait()
        if self.wanted:
            self.sent += 1
            await self.publish(data, {SEQ: str(self.sent)})
        return self.wanted

    async def end(self):
        await self.publish(b"", {SEQ: str(self.sent + 1), CONTROL: "end"})

    async def fail(self, code, text):
        await self.publish(b"", {SEQ: str(self.sent + 1), ERROR_CODE: code, ERROR_TEXT: text})

    async def cancel(self):
        await self.publish(b"", {CONTROL: "cancel"})

    async def publish(self, data, headers=None):
        self.last_sent = time.monotonic()
        await self.connection.publish(self.to, data, headers=headers)

    async def stay_alive(self):
        """Says that this side is there, and hears whether the other one is."""
        while True:
            await asyncio.sleep(LIVENESS / 6)
            now = time.monotonic()
            if now - self.last_heard > LIVENESS:
                self.arrived.put_nowait(Lost())
                self.wanted = False
                self.changed.set()
                self.on_cancel()
                return
            if now - self.last_sent >= LIVENESS / 6:
                await self.publish(b"", {CONTROL: "alive"})

    def close(self):
        if self.watch:
            self.watch.cancel()


class Call(Stream):
    """The caller's end."""

    def __init__(self, connection, window):
        super().__init__(connection, window)
        self.subscription = None

    @classmethod
    async def open(cls, connection, subject, body, window):
        """Calls, and returns when the service has answered, or when there will be no answer."""
        call = cls(connection, window)
        inbox = connection.new_inbox()

        async def received(message):
            call.receive(message.data, message.headers or {})

        call.subscription = await connection.subscribe(inbox, cb=received)
        await connection.publish(
            subject, body, reply=inbox, headers={CREDIT: str(window), TIMEOUT: str(FIRST_MESSAGE * 1000)})
        try:
            await asyncio.wait_for(call.changed.wait(), FIRST_MESSAGE)
        except asyncio.TimeoutError:
            call.arrived.put_nowait(Lost())
        return call

    def failed(self, failure):
        """An error of the service ends the whole call."""
        self.wanted = False
        super().failed(failure)

    async def leave(self):
        self.close()
        await self.subscription.unsubscribe()


class Streams:
    """The service's ends: all streams of one instance, on one subscription."""

    def __init__(self, connection, service, instance, window):
        self.connection = connection
        self.subject = f"_MESH.C.{service}.{instance}."
        self.window = window
        self.numbers = itertools.count(1)
        self.open = {}

    async def start(self):
        async def received(message):
            stream = self.open.get(message.subject)
            if stream:
                stream.receive(message.data, message.headers or {})

        await self.connection.subscribe(self.subject + "*", cb=received)

    def endpoint(self, method, takes_items):
        """A handler of requests that open a stream; `method` gets the request's body and the stream."""

        async def opened(request):
            credit = (request.headers or {}).get(CREDIT, "")
            if not credit.isdigit():
                await request.respond_error("400", f"a stream needs the header {CREDIT}")
                return
            subject = self.subject + str(next(self.numbers))
            # The request doesn't tell its reply subject otherwise.
            stream = Stream(self.connection, self.window if takes_items else 0, request._msg.reply, int(credit))
            self.open[subject] = stream
            headers = {STREAM: subject}
            if takes_items:
                headers[CREDIT] = str(stream.granted)
            await request.respond(b"", headers)
            stream.watch = asyncio.create_task(stream.stay_alive())
            running = asyncio.create_task(self.run(subject, stream, method(request.data, stream)))
            stream.on_cancel = running.cancel

        return opened

    async def run(self, subject, stream, method):
        try:
            await method
        except Failure as failure:
            await stream.fail(failure.code, failure.text)
        except Lost:
            pass
        finally:
            stream.close()
            del self.open[subject]
