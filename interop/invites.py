#!/usr/bin/env python3
"""Two users, one Java and one reference peer, become peers by an invite over loopback multicast.

    ./lan ./invites.py /path/to/rustpeer [--folder DIR] [--java COMMAND]

Each invites the other, without and with a default room, is met again after a restart without the invite, and lets
nobody else in with the same bytes. Prints one line a case and ends with status 1 when a case failed, 2 when it cannot run.
"""
import argparse
import os
import shlex
import shutil
import sys
import tempfile

import two_devices
from two_devices import CONNECT_S, Cases, Device, Failed, text, wait

PEERS = "query { p: sys.AllowedPeer (order_by(status asc)) { status peer { pub_key verifying_key } } }"
OWNED = "query { i: sys.OwnedInvite { id } }"
HELD = "query { i: sys.Invite { id } }"
ROOM = """mutate { r: sys.Room { admin: [{ verif_key: $key }]
    authorisations: [{ name: "members" rights: [{ entity: "*" mutate_self: true mutate_all: false }] }] } }"""
AUTHORISATIONS = "query { r: sys.Room { id authorisations { id } } }"
MESSAGE = "mutate { m: chat.Message { room_id: $room content: $content } }"
MESSAGES = "query { m: chat.Message (order_by(content asc)) { id room_id cdate mdate verifying_key content } }"
ARRIVE_S = 60


class User(Device):
    """The one device of a user with a key of his own."""

    def __init__(self, name, command, folder):
        super().__init__(name, command, folder, os.urandom(32).hex())

    def start(self):
        os.makedirs(self.path, exist_ok=True)
        with open(self.log, "a", encoding="utf8") as log:
            self.peer = two_devices.Peer(self.command, stderr=log, env=dict(os.environ, RUST_LOG="discret=info"))
        answer = self.peer.call("start", model=two_devices.MODEL, app_key="interop", key_material=self.secret,
                                path=self.path, config=two_devices.CONFIG)
        self.room, self.key = answer["private_room"], answer["verifying_key"]

    def meets(self, other):
        return any(e["key"] == other.key for e in self.events("PeerConnected"))


def peers_of(user):
    return user.query(PEERS)["p"]


def introduced(inviter, invited):
    """31 §8.5: two allowed peers on each side, no invite left."""
    for user, other in ((inviter, invited), (invited, inviter)):
        rows = peers_of(user)
        keys = {row["peer"]["verifying_key"] for row in rows if row["status"] == "enabled"}
        if len(rows) != 2 or keys != {user.key, other.key}:
            return False
    return not inviter.query(OWNED)["i"] and not invited.query(HELD)["i"]


def invite(inviter, invited, **room):
    inviter.made = inviter.peer.call("invite", **room)
    invited.peer.call("accept_invite", invite=inviter.made)
    wait("both say PeerConnected", ARRIVE_S, lambda: inviter.meets(invited) and invited.meets(inviter))
    try:
        wait("both hold the rows of an introduction", CONNECT_S, lambda: introduced(inviter, invited))
    except Failed as e:
        raise Failed(f"{e}: {text([(u.name, peers_of(u)) for u in (inviter, invited)])}") from None
    return f"{inviter.name} invites {invited.name}"


def again(restarted, other):
    """31 §8.4: later connections need no invite."""
    gone = len(other.events("PeerDisconnected"))
    restarted.peer.kill()
    wait(f"{other.name} says PeerDisconnected", CONNECT_S, lambda: len(other.events("PeerDisconnected")) > gone)
    restarted.start()
    wait("both are connected again", ARRIVE_S, lambda: restarted.meets(other) and other.connected())
    return f"{restarted.name} was killed"


def replayed(inviter, stranger):
    """31 P1: what was used once lets nobody else in."""
    stranger.start()
    try:
        stranger.peer.call("accept_invite", invite=inviter.made)
        try:
            wait("the stranger is let in", 10, lambda: len(peers_of(inviter)) > 2)
        except Failed:
            return f"{stranger.name} got nothing"
        raise Failed("a stranger became a peer by an invite that was used")
    finally:
        stranger.peer.close()


def default_room(inviter, invited):
    """31 §8.4.5: the invited becomes a user of the room, and both write in it."""
    inviter.mutate(ROOM, key=inviter.key)
    room = inviter.query(AUTHORISATIONS)["r"][-1]
    inviter.mutate(MESSAGE, room=room["id"], content=f"{inviter.name} was here")
    result = invite(inviter, invited, room=room["id"], authorisation=room["authorisations"][0]["id"])
    wait("the room arrives", ARRIVE_S, lambda: text(inviter.query(MESSAGES)) == text(invited.query(MESSAGES)))
    invited.mutate(MESSAGE, room=room["id"], content=f"{invited.name} as well")
    wait("the answer arrives", ARRIVE_S,
         lambda: len(inviter.query(MESSAGES)["m"]) == 2 and text(inviter.query(MESSAGES)) == text(invited.query(MESSAGES)))
    return result + " into a room"


def run_pair(cases, folder, commands, inviter_name):
    invited_name = next(name for name in commands if name != inviter_name)
    users = {name: User(name, command, folder) for name, command in commands.items()}
    inviter, invited = users[inviter_name], users[invited_name]
    stranger = User("stranger", commands[invited_name], folder)
    try:
        inviter.start()
        invited.start()
        cases.run("invite", invite, inviter, invited)
        cases.run("meet again", again, invited, inviter)
        if inviter_name == "java":
            cases.run("replay", replayed, inviter, stranger)
    finally:
        for user in users.values():
            if user.peer:
                user.peer.close()


def run_room(cases, folder, commands, inviter_name):
    os.makedirs(folder)
    users = [User(name, commands[name], folder) for name in sorted(commands, key=lambda name: name != inviter_name)]
    try:
        for user in users:
            user.start()
        cases.run("default room", default_room, *users)
    finally:
        for user in users:
            if user.peer:
                user.peer.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rustpeer", help="the built program of interop/rustpeer")
    parser.add_argument("--folder", help="keep databases and logs here")
    parser.add_argument("--java", help="another command that runs our peer")
    options = parser.parse_args()
    if not os.access(options.rustpeer, os.X_OK) or os.path.isdir(options.rustpeer):
        print(f"There is no program {options.rustpeer}", file=sys.stderr)
        return 2
    commands = {"java": shlex.split(options.java) if options.java else two_devices.JAVA,
                "rust": [os.path.abspath(options.rustpeer)]}
    folder = options.folder or tempfile.mkdtemp(prefix="invites-")
    cases = Cases()
    for inviter in commands:
        pair = os.path.join(folder, f"{inviter}-invites")
        shutil.rmtree(pair, ignore_errors=True)
        os.makedirs(pair)
        run_pair(cases, pair, commands, inviter)
        run_room(cases, os.path.join(pair, "room"), commands, inviter)
    print(f"{cases.failures} cases failed; databases and logs: {folder}" if cases.failures else "all cases passed")
    if not cases.failures and not options.folder:
        shutil.rmtree(folder)
    return 1 if cases.failures else 0


if __name__ == "__main__":
    sys.exit(main())
