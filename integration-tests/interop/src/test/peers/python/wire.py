"""Messages of plain values, in the wire form and back."""
import json
from urllib.parse import quote, unquote

MARK = "UTF-8''"


def token(text):
    return quote(text, safe="").replace(".", "%2E") or "%"


def text_of(token):
    return "" if token == "%" else unquote(token)


def header(text):
    plain = all(" " <= c <= "~" for c in text) and text == text.strip(" ") and not text.startswith(MARK)
    return text if plain else MARK + quote(text, safe="")


def value_of(header):
    return unquote(header[len(MARK):]) if header.startswith(MARK) else header


def written(message):
    """Subject, headers and body of a message as the README has it."""
    message = json.loads(message)
    tokens = iter(message.get("tokens", []))
    subject = ".".join(token(next(tokens)) if part == "*" else part for part in message["subject"].split("."))
    headers = {name: header(value) for name, value in message.get("headers", {}).items()}
    return subject, headers, bytes.fromhex(message.get("hex", ""))


def read(message):
    """What came, in plain values."""
    return {
        "tokens": [text_of(part) for part in message.subject.split(".")],
        "headers": {name: value_of(value) for name, value in (message.headers or {}).items()},
        "hex": message.data.hex(),
    }
