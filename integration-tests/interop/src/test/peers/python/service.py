import asyncio
import json
import sys

import nats.micro


async def serve(connection):
    """A service that knows nothing of the mesh."""
    service = await nats.micro.add_service(
        connection, name="tax", version="0.1.0", description="Taxes from another language")
    endpoints = service.add_group(name="tax")

    async def rate(request):
        goods = json.loads(request.data)
        await respond(request, {"region": goods["region"], "sku": goods["sku"], "percent": 19})

    async def refused(request):
        await request.respond_error("409", f"no tax on {json.loads(request.data)}")

    async def find(request):
        body = json.dumps({"sku": json.loads(request.data), "paragraph": 4}).encode()
        await request.respond_error("422", "by law", body, {"Nats-Mesh-Error": "Exempt"})

    async def checked(request):
        text = "must be greater than 0"
        body = json.dumps({"violations": [{"path": "count", "message": text}]}).encode()
        await request.respond_error("400", f"count: {text}", body, {"Nats-Mesh-Error": "violations"})

    async def garbled(request):
        await request.respond(b"<rate>19</rate>")

    async def silent(request):
        pass

    async def caller(request):
        headers = request.headers or {}
        await respond(request, {
            "caller": headers.get("Nats-Mesh-Caller", ""),
            "millis": int(headers.get("Nats-Mesh-Timeout-Ms", -1)),
        })

    for handler in (rate, refused, find, checked, garbled, silent, caller):
        await endpoints.add_endpoint(name=handler.__name__, handler=handler)
    await until_input_ends(connection)


async def respond(request, value):
    await request.respond(json.dumps(value).encode())


async def until_input_ends(connection):
    """Says that everything serves, and returns when the input ends."""
    await connection.flush()
    print("READY", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
