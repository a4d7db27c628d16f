"""The least that a client takes for a kernel: answers every request with what the protocol wants, and computes nothing. What a
client needs to talk to it is the client's own share of every time that is measured. `while` waits for an interrupt, `for`
prints a hundred thousand numbers that it has ready."""

import datetime
import hashlib
import hmac
import json
import sys
import uuid

import zmq

with open(sys.argv[1]) as f:
    CONNECTION = json.load(f)
KEY = CONNECTION["key"].encode()
SESSION = str(uuid.uuid4())
CONTEXT = zmq.Context()


def bound(kind, port):
    socket = CONTEXT.socket(kind)
    socket.bind(f"tcp://{CONNECTION['ip']}:{CONNECTION[port]}")
    return socket


SHELL, CONTROL, STDIN = (bound(zmq.ROUTER, f"{c}_port") for c in ("shell", "control", "stdin"))
IOPUB, HEARTBEAT = bound(zmq.PUB, "iopub_port"), bound(zmq.REP, "hb_port")


def send(socket, kind, content, parent, identities=()):
    now = datetime.datetime.now(datetime.timezone.utc).isoformat()
    header = {"msg_id": uuid.uuid4().hex, "username": "", "session": SESSION, "date": now, "msg_type": kind, "version": "5.4"}
    parts = [json.dumps(part).encode() for part in (header, parent, {}, content)]
    signature = hmac.new(KEY, b"".join(parts), hashlib.sha256).hexdigest().encode()
    socket.send_multipart([*identities, b"<IDS|MSG>", signature, *parts])


TEXT = "".join(f"{i}\n" for i in range(100_000))
CHUNK = 1 << 16
COMPLETION = {"matches": ["print"], "cursor_start": 0, "cursor_end": 4, "metadata": {}}
INFO = {
    "protocol_version": "5.4",
    "implementation": "echo",
    "implementation_version": "0",
    "language_info": {"name": "echo", "version": "0", "mimetype": "text/plain", "file_extension": ".txt"},
    "banner": "",
}


def execute(content, header, identities, count):
    """A cell."""
    code = content["code"]
    send(IOPUB, "execute_input", {"code": code, "execution_count": count}, header)
    if code.startswith("while"):
        frames = CONTROL.recv_multipart()
        at = frames.index(b"<IDS|MSG>")
        send(CONTROL, "interrupt_reply", {"status": "ok"}, json.loads(frames[at + 2]), frames[:at])
    elif code.startswith("for"):
        for at in range(0, len(TEXT), CHUNK):
            send(IOPUB, "stream", {"name": "stdout", "text": TEXT[at : at + CHUNK]}, header)
    elif not content["silent"]:
        data = {"text/plain": "2"}
        send(IOPUB, "execute_result", {"data": data, "metadata": {}, "execution_count": count}, header)
    reply = {"status": "ok", "execution_count": count, "payload": [], "user_expressions": {}}
    send(SHELL, "execute_reply", reply, header, identities)


def serve(socket, count):
    frames = socket.recv_multipart()
    at = frames.index(b"<IDS|MSG>")
    identities, header, content = frames[:at], json.loads(frames[at + 2]), json.loads(frames[at + 5])
    kind = header["msg_type"]
    send(IOPUB, "status", {"execution_state": "busy"}, header)
    if kind == "execute_request":
        execute(content, header, identities, count)
    else:
        answers = {"kernel_info_request": INFO, "complete_request": COMPLETION, "shutdown_request": {"restart": False}}
        reply = {"status": "ok"} | answers.get(kind, {})
        send(socket, kind.replace("_request", "_reply"), reply, header, identities)
    send(IOPUB, "status", {"execution_state": "idle"}, header)
    return kind != "shutdown_request"


poller = zmq.Poller()
for each in (SHELL, CONTROL, HEARTBEAT):
    poller.register(each, zmq.POLLIN)
count, alive = 0, True
while alive:
    for ready, _ in poller.poll():
        if ready is HEARTBEAT:
            HEARTBEAT.send(HEARTBEAT.recv())
        else:
            count += 1
            alive = serve(ready, count)
CONTEXT.destroy(linger=1000)
