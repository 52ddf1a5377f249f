#!/usr/bin/env python3
"""Two devices of one user, one Java and one reference peer, synchronise over loopback multicast.

    ./lan ./two_devices.py /path/to/rustpeer [--rows 5000] [--folder DIR]

Prints one line a case (ok or FAILED, seconds, what was seen) and ends with status 1 when a case failed, 2 when
it cannot run. The folder keeps the databases and what both sides wrote on standard error; it is deleted after a
run without failures unless it was named by --folder.
"""
import argparse
import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from peers import Peer

HERE = os.path.dirname(os.path.abspath(__file__))
JAVA = [os.path.join(HERE, "..", "discret"), "peer"]

MODEL = """chat {
    Message { content: String, n: Integer nullable, f: Float nullable, b: Boolean nullable, j: Json nullable,
              c: Base64 nullable }
    Person { name: String, parents: [chat.Person] nullable }
}"""
# The dates, the authors and the ids must travel unchanged, so they are compared too.
MESSAGES = "query { m: chat.Message (order_by(content asc, id asc)) { id room_id cdate mdate verifying_key content n f b j c } }"
# One level of relations a person; the grandmother is seen under the mother, who is a person of the list herself.
PEOPLE = """query { p: chat.Person (order_by(name asc, id asc), nullable(parents)) {
    id room_id cdate mdate name parents(order_by(name asc, id asc)) { id name } } }"""
COUNT = "query { m: chat.Message { total: count() } }"
STREAM = "mutate { chat.Message { room_id: $room_id content: $text } }"
PLAIN = "mutate { m: chat.Message { room_id: $room content: $content } }"
INSERT = "mutate { m: chat.Message { room_id: $room content: $content n: $n f: $f b: $b j: $j c: $c } }"

CONFIG = {"multicast_ipv4_interface": "127.0.0.1", "auto_accept_local_device": True}
CONNECT_S = 30
ARRIVE_S = 20
MANY_S = 120
# How often a database is asked again while something is on its way.
POLL_S = 0.2
# Length of the texts of the many rows; with it the reference synchronises at most 5461 rows of one day.
TEXT_LENGTH = 50
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Failed(Exception):
    """A case did not do what it must."""


class Device:
    """A device of the user: its own folder, and a process that can be started again on it."""

    def __init__(self, name, command, folder, secret):
        self.name, self.command, self.secret = name, command, secret
        self.path = os.path.join(folder, name)
        self.log = os.path.join(folder, name + ".log")
        self.peer = None

    def start(self):
        os.makedirs(self.path, exist_ok=True)
        with open(self.log, "a", encoding="utf8") as log:
            self.peer = Peer(self.command, stderr=log, env=dict(os.environ, RUST_LOG="discret=info"))
        answer = self.peer.call("start", model=MODEL, app_key="interop", key_material=self.secret, path=self.path, config=CONFIG)
        self.room = answer["private_room"]

    def insert(self, content):
        self.mutate(PLAIN, room=self.room, content=content)

    def mutate(self, q, **params):
        return self.peer.call("mutate", q=q, params=params)

    def delete(self, q, **params):
        return self.peer.call("delete", q=q, params=params)

    def query(self, q):
        return self.peer.call("query", q=q)

    def events(self, kind):
        return [e for e in self.peer.log if e.get("event") == kind]

    def connected(self):
        return len(self.events("PeerConnected")) > len(self.events("PeerDisconnected"))

    def complaints(self):
        """Lines of the log that tell of errors or of refused data."""
        with open(self.log, encoding="utf8") as log:
            lines = [COLOUR.sub("", line.rstrip()) for line in log]
        return [line for line in lines if re.search(r"\b(ERROR|WARN|WARNING|SEVERE|panicked)\b", line)]


def wait(what, seconds, condition):
    """Poll until the condition is true."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise Failed(f"not within {seconds} s: {what}")
        time.sleep(POLL_S)


def text(value):
    """JSON text with one order of members, so that 1 and 1.0 differ."""
    return json.dumps(value, sort_keys=True)


def wait_equal(devices, q, seconds=ARRIVE_S, also=lambda answer: True):
    """Wait until both devices answer the query with the same JSON, which also fulfils a condition."""
    answers = []

    def equal():
        answers[:] = [device.query(q) for device in devices]
        return text(answers[0]) == text(answers[1]) and also(answers[0])

    try:
        wait("both devices give the same answer", seconds, equal)
    except Failed as e:
        seen = "; ".join(f"{d.name}: {text(a)[:600]}" for d, a in zip(devices, answers))
        raise Failed(f"{e}: {seen}") from None
    return answers[0]


def wait_connected(*devices):
    wait("both devices say PeerConnected", CONNECT_S, lambda: all(d.connected() for d in devices))


def find_each_other(first, second):
    first.start()
    second.start()
    wait_connected(first, second)
    return f"{first.name} started first"


def write_scalars(writer, reader):
    samples = [
        dict(content="é ü 漢字 😀 \" \\ \n", n=-(2**53), f=0.1, b=True, j='{"a":[1,2.5,null,"x"],"b":{"c":true}}',
             c=base64.urlsafe_b64encode(bytes(range(50))).decode().rstrip("=")),
        dict(content="limits", n=2**63 - 1, f=1e300, b=False, j="[]", c=""),
        dict(content="whole", n=0, f=3.0, b=False, j='{"z":1,"a":2}', c="AA"),
    ]
    for sample in samples:
        sample["content"] = f"{writer.name} {sample['content']}"
        writer.mutate(INSERT, room=writer.room, **sample)
    # Fields that were never given; a null that is given is refused by the reference when it comes from a peer.
    writer.insert(f"{writer.name} plain")
    wanted = {sample["content"] for sample in samples} | {f"{writer.name} plain"}
    rows = wait_equal((writer, reader), MESSAGES, also=lambda a: wanted <= {row["content"] for row in a["m"]})["m"]
    return f"{len(rows)} rows alike"


def update(writer, reader):
    """Change a row that the other device wrote."""
    row = next(r for r in writer.query(MESSAGES)["m"] if r["content"] == f"{reader.name} plain")
    writer.mutate("mutate { m: chat.Message { id: $id n: $n content: $t } }", id=row["id"], n=42,
                  t=f"changed by {writer.name}")
    wait_equal((writer, reader), MESSAGES,
               also=lambda a: any(r["id"] == row["id"] and r["n"] == 42 for r in a["m"]))
    return "a row of the other device"


def delete_row(writer, reader):
    row = next(r for r in writer.query(MESSAGES)["m"] if r["content"] == f"{reader.name} limits")
    writer.delete("delete { chat.Message { $id } }", id=row["id"])
    wait_equal((writer, reader), MESSAGES, also=lambda a: all(r["id"] != row["id"] for r in a["m"]))
    return "a row of the other device"


def nested(writer, reader):
    n = writer.name
    writer.mutate("mutate { p: chat.Person { room_id: $room name: $a parents: [{ name: $b parents: [{ name: $c }] }, { name: $d }] } }",
                  room=writer.room, a=n, b=n + "'s mother", c=n + "'s grandmother", d=n + "'s father")
    wait_equal((writer, reader), PEOPLE,
               also=lambda a: any(r["name"] == n and len(r["parents"]) == 2 for r in a["p"]))
    return "4 people, 3 relations"


def delete_relation(writer, reader):
    person = next(p for p in writer.query(PEOPLE)["p"] if p["name"] == reader.name)
    father = next(p for p in person["parents"] if p["name"].endswith("father"))
    writer.delete("delete { chat.Person { $id parents[$father] } }", id=person["id"], father=father["id"])
    wait_equal((writer, reader), PEOPLE,
               also=lambda a: all(len(r["parents"]) == 1 for r in a["p"] if r["id"] == person["id"]))
    return "of a person of the other device"


def add_relation(writer, reader):
    people = writer.query(PEOPLE)["p"]
    child = next(p for p in people if p["name"] == reader.name)
    parent = next(p for p in people if p["name"] == writer.name)
    writer.mutate("mutate { p: chat.Person { id: $id parents: [{ id: $parent }] } }", id=child["id"], parent=parent["id"])
    wait_equal((writer, reader), PEOPLE,
               also=lambda a: any(q["id"] == parent["id"] for r in a["p"] if r["id"] == child["id"] for q in r["parents"]))
    return "to a person of the other device"


def total(device):
    return device.query(COUNT)["m"][0]["total"]


def many(writer, reader, rows):
    """Rows written while the devices are connected."""
    before = total(writer)
    started = time.monotonic()
    writer.peer.call("stream", n=rows, q=STREAM, room=writer.room, len=TEXT_LENGTH)
    written = time.monotonic()
    wait(f"{before + rows} rows at {reader.name}", MANY_S, lambda: total(reader) == before + rows)
    arrived = time.monotonic()
    wait_equal((writer, reader), MESSAGES)
    return f"{rows} rows written in {written - started:.1f} s, there {arrived - written:.1f} s later"


def live(devices):
    """Both write at once."""
    before = total(devices[0])
    for i in range(10):
        for device in devices:
            device.insert(f"live {i} of {device.name}")
    wait_equal(devices, MESSAGES, also=lambda a: len(a["m"]) == before + 20)
    return "10 rows each, interleaved"


def reconnect(killed, other):
    """Kill a device, write on the other, start it again; both write."""
    gone = len(other.events("PeerDisconnected"))
    killed.peer.kill()
    other.insert(f"while {killed.name} was away")
    wait(f"{other.name} says PeerDisconnected", CONNECT_S, lambda: len(other.events("PeerDisconnected")) > gone)
    killed.start()
    wait_connected(killed, other)
    killed.insert(f"{killed.name} is back")
    wanted = {f"while {killed.name} was away", f"{killed.name} is back"}
    wait_equal((killed, other), MESSAGES, also=lambda a: wanted <= {r["content"] for r in a["m"]})
    return f"{killed.name} was killed"


def no_complaints(device):
    lines = device.complaints()
    if lines:
        raise Failed(f"{len(lines)} lines in {device.log}, the first: {lines[0][:300]}")
    return "its log has no error and no warning"


class Cases:
    """Runs cases and remembers the failures."""

    def __init__(self):
        self.failures = 0

    def run(self, name, case, *arguments):
        started = time.monotonic()
        try:
            verdict, seen = "ok", case(*arguments)
        except Exception as e:  # whatever goes wrong in a case is its result; the next one tells more
            verdict, seen = "FAILED", f"{type(e).__name__}: {e}"
            self.failures += 1
        print(f"{verdict:6} {time.monotonic() - started:6.1f} s  {name}: {seen}", flush=True)


def run_pair(cases, folder, rustpeer, rows, java_first):
    """All cases on one pair of devices with a new key and new folders; the many rows only with rows > 0."""
    secret = os.urandom(32).hex()
    java, rust = (Device(name, command, folder, secret) for name, command in (("java", JAVA), ("rust", [rustpeer])))
    order = (java, rust) if java_first else (rust, java)
    try:
        cases.run("find each other", find_each_other, *order)
        for writer, reader in ((java, rust), (rust, java)):
            cases.run(f"scalars {writer.name} -> {reader.name}", write_scalars, writer, reader)
        for writer, reader in ((java, rust), (rust, java)):
            arrow = f"{writer.name} -> {reader.name}"
            cases.run(f"update {arrow}", update, writer, reader)
            cases.run(f"delete a row {arrow}", delete_row, writer, reader)
            cases.run(f"nested rows {arrow}", nested, writer, reader)
        for writer, reader in ((java, rust), (rust, java)):
            arrow = f"{writer.name} -> {reader.name}"
            cases.run(f"delete a relation {arrow}", delete_relation, writer, reader)
            cases.run(f"add a relation {arrow}", add_relation, writer, reader)
        cases.run("live changes", live, order)
        cases.run("reconnect", reconnect, rust, java)
        cases.run("reconnect", reconnect, java, rust)
        if rows:
            writer, reader = order
            cases.run(f"many rows {writer.name} -> {reader.name}", many, writer, reader, rows)
            cases.run("live changes after many rows", live, order)
        cases.run("log of rust", no_complaints, rust)
        cases.run("log of java", no_complaints, java)
    finally:
        for device in (java, rust):
            if device.peer:
                device.peer.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rustpeer", help="the built program of interop/rustpeer")
    parser.add_argument("--rows", type=int, default=5000, help="how many the case of many rows writes (default 5000, 0 = leave it out)")
    parser.add_argument("--folder", help="keep databases and logs here")
    options = parser.parse_args()
    if not os.access(options.rustpeer, os.X_OK) or os.path.isdir(options.rustpeer):
        print(f"There is no program {options.rustpeer}; build it with: cargo build --release --manifest-path {HERE}/rustpeer/Cargo.toml",
              file=sys.stderr)
        return 2
    if subprocess.run([JAVA[0], "--version"], stdout=subprocess.DEVNULL).returncode:
        print(f"{JAVA[0]} does not run; see what it said above", file=sys.stderr)
        return 2
    folder = options.folder or tempfile.mkdtemp(prefix="two-devices-")
    cases = Cases()
    # Each pair has its own rows of the day, because the reference stops at 5461 of them.
    for java_first in (True, False):
        pair = os.path.join(folder, "java-first" if java_first else "rust-first")
        shutil.rmtree(pair, ignore_errors=True)
        os.makedirs(pair)
        run_pair(cases, pair, os.path.abspath(options.rustpeer), options.rows, java_first)
    print(f"{cases.failures} cases failed; databases and logs: {folder}" if cases.failures else "all cases passed")
    if not cases.failures and not options.folder:
        shutil.rmtree(folder)
    return 1 if cases.failures else 0


if __name__ == "__main__":
    sys.exit(main())
