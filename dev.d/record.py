#!/usr/bin/env python3
"""Records what stock clients send to one service, and what they get, as a session for the replaying tests.

    dev.d/record.py volume openstack-volume URL [image=ID ...] < COMMANDS

URL is a running Lunette (its scheme, host and port); the usual OS_* variables say who asks. COMMANDS are shell lines,
one command each; a line may set variables for later ones: NAME=$(openstack ...). Requests for the service 'volume' are
written to server/src/test/resources/wire/volume/openstack-volume.json with ids, times and URLs masked; logins and
requests to other services are not kept. What was there before (image=ID, volume-1=ID) gets the mask <image> or <volume-1>, which
the test fills.

Between the clients and Lunette stands a proxy on a free port of the loopback interface; Lunette builds its catalogue
from the Host header, so the clients find every service behind it.
"""
import http.client
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import urllib.parse

KEPT_HEADERS = ("OpenStack-API-Version", "X-OpenStack-Nova-API-Version")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{32}\b")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?")


class Masks:
    """Gives every id a name of its own, in the order they are met."""

    def __init__(self, base):
        self.known = {base: "<base>"}
        self.ids = 0

    def name(self, value, mask):
        if value:
            self.known[value] = mask

    def text(self, text):
        if TIME.fullmatch(text):
            return "<time>"
        for value, mask in self.known.items():
            text = text.replace(value, mask)
        return ID.sub(self.fresh, text)

    def fresh(self, match):
        if match.group() == "00000000-0000-0000-0000-000000000000":
            return match.group()
        self.ids += 1
        self.known[match.group()] = "<id-%d>" % self.ids
        return self.known[match.group()]

    def tree(self, value):
        if isinstance(value, dict):
            return {self.text(key): self.tree(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.tree(inner) for inner in value]
        return self.text(value) if isinstance(value, str) else value


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    target = service = masks = None
    exchanges = []
    lock = threading.Lock()

    def forward(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        connection = http.client.HTTPConnection(self.target.hostname, self.target.port, timeout=60)
        connection.request(self.command, self.path, body=body, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        self.remember(body, answer, content)
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        connection.close()

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = forward

    def remember(self, body, answer, content):
        if self.path.split("/")[1] == "identity":
            self.name_who_asks(content)
        if self.path.split("/")[1].split("?")[0] != self.service or self.path.endswith("/auth/tokens"):
            return
        with self.lock:
            exchange = {"method": self.command, "path": self.masks.text(self.path)}
            kept = {name: self.headers[name] for name in KEPT_HEADERS if name in self.headers}
            if kept:
                exchange["headers"] = kept
            if body and "json" in (self.headers.get("Content-Type") or ""):
                exchange["body"] = self.masks.tree(json.loads(body))
            elif body:
                exchange["octets"] = body.decode("ascii")
            exchange["answer"] = {"status": answer.status}
            if content and "json" in (answer.getheader("Content-Type") or ""):
                exchange["answer"]["body"] = self.masks.tree(unsimulated(json.loads(content)))
            self.exchanges.append(exchange)

    def name_who_asks(self, content):
        token = (json.loads(content) if content else {}).get("token", {})
        self.masks.name(token.get("project", {}).get("id"), "<project>")
        self.masks.name(token.get("user", {}).get("id"), "<user>")

    def log_message(self, *ignored):
        pass


def unsimulated(document):
    """A simulated service says so in its version documents; the tests' services do not."""
    versions = document.get("versions", [])
    for version in [document.get("version", {})] + (versions["values"] if "values" in versions else versions):
        version.pop("mode", None)
    return document


def shell(line, environment):
    """Runs one line; variables that it sets are there for the next."""
    with tempfile.NamedTemporaryFile() as after:
        script = "set -a\n%s\ncode=$?\nenv -0 >%s\nexit $code" % (line, after.name)
        code = subprocess.run(["bash", "-c", script], env=environment, stdout=subprocess.DEVNULL).returncode
        pairs = open(after.name).read().split("\0")
        environment.update(pair.split("=", 1) for pair in pairs if "=" in pair)
    return code


def record(lines, environment):
    commands = []
    for line in filter(None, (raw.strip() for raw in lines)):
        code = shell(line, environment)
        exchanges, Proxy.exchanges = Proxy.exchanges, []
        print("exit %d, %2d requests: %s" % (code, len(exchanges), line), file=sys.stderr)
        if exchanges:
            commands.append({"command": line, "exchanges": exchanges})
    return commands


def main(service, name, url, *known):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    base = "http://127.0.0.1:%d" % server.server_address[1]
    Proxy.target, Proxy.service, Proxy.masks = urllib.parse.urlsplit(url), service, Masks(base)
    for pair in known:
        mask, value = pair.split("=", 1)
        Proxy.masks.name(value, "<%s>" % mask)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = dict(os.environ, OS_AUTH_URL=base + "/identity/v3")
    commands = record(sys.stdin, environment)
    folder = os.path.join(os.path.dirname(__file__), "../server/src/test/resources/wire", service)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name + ".json"), "w") as file:
        json.dump({"commands": commands}, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
