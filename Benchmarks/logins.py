#!/usr/bin/env python3
"""Measures how long a login takes as the fleet grows: sshd reading one flat authorized_keys, and sshd asking the bastion.

Usage: logins.py BASTION [--fleets 1000,10000,100000] [--logins 15]

BASTION is the release build of sallyport-bastion. Run it as root, for AuthorizedKeysCommand runs only programs that are
root's. Everything is on 127.0.0.1, in a folder that is removed at the end. Both ways answer the same key line for the same
device, which stands in the middle of the flat file; their logins alternate, and medians are printed.
"""

import argparse
import base64
import json
import os
import pwd
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

# Login users that every Debian has. Nobody runs a command here, so their shells do not matter.
USERS = ["games", "news", "irc", "nobody"]


def key_line(number):
    """A well-formed ed25519 key that nobody has the private half of."""
    body = random.Random(number).randbytes(32)
    blob = b"\0\0\0\x0bssh-ed25519" + b"\0\0\0\x20" + body
    return "ssh-ed25519 " + base64.b64encode(blob).decode()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def address(number):
    return f"127.{64 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}"


class Lab:
    """The folder, the keys and the processes of one fleet."""

    def __init__(self, bastion, count):
        self.bastion = bastion
        self.folder = tempfile.mkdtemp(prefix="login-bench.")
        os.chmod(self.folder, 0o711)
        self.processes = []
        self.key = f"{self.folder}/device"
        for name in ("device", "host"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{self.folder}/{name}"], check=True)
        with open(self.key + ".pub") as file:
            own = " ".join(file.read().split()[:2])
        self.keys = [key_line(number) for number in range(1, count + 1)]
        self.keys[count // 2] = own

    def start(self, words, ready):
        log = open(f"{self.folder}/log-{len(self.processes)}", "w+")
        process = subprocess.Popen(words, stdout=log, stderr=log)
        self.processes.append(process)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            with open(log.name) as text:
                if ready in text.read():
                    return
            time.sleep(0.02)
        with open(log.name) as text:
            raise SystemExit(f"{words[0]} did not start:\n{text.read()}")

    def start_flat(self):
        """sshd with all key lines in one file, as the bastion would write them."""
        port = free_port()
        with open(f"{self.folder}/flat", "w") as file:
            for number, key in enumerate(self.keys, 1):
                file.write(
                    f'restrict,port-forwarding,permitlisten="{address(number)}:*",permitopen="127.0.0.1:1",'
                    f'command="{self.bastion} session device {number}" {key}\n')
        config = f"{self.folder}/flat.conf"
        with open(config, "w") as file:
            file.write(
                f"ListenAddress 127.0.0.1:{port}\nHostKey {self.folder}/host\nAuthorizedKeysFile {self.folder}/flat\n"
                "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\nStrictModes no\nPidFile none\n"
                "GatewayPorts clientspecified\nAllowTcpForwarding remote\n")
        self.start(["/usr/sbin/sshd", "-D", "-e", "-f", config], "Server listening")
        return port

    def start_bastion(self):
        """A keeper with its private sshd and the same devices in its registry; and how long the import took."""
        port = free_port()
        state = f"{self.folder}/state"
        os.mkdir(state, 0o711)
        self.start(
            [self.bastion, "serve", "--state", state, "--listen", f"127.0.0.1:{port}", "--users", ",".join(USERS)],
            "ready")
        records = [self.device(number, key) for number, key in enumerate(self.keys, 1)]
        began = time.monotonic()
        subprocess.run(
            [self.bastion, "import", "-", "--state", state], input="\n".join(records) + "\n", text=True, check=True,
            stdout=subprocess.DEVNULL)
        self.import_time = time.monotonic() - began
        began = time.monotonic()
        subprocess.run(
            [self.bastion, "device", "list", "--state", state], check=True, stdout=subprocess.DEVNULL)
        self.list_time = time.monotonic() - began
        return port

    def device(self, number, key):
        device = {"name": f"cam-{number}", "key": key, "standing": "accepted", "address": address(number)}
        return json.dumps({"device": device | {"labels": ["site=hamburg"], "services": []}})

    def login(self, user, port):
        """Seconds until ssh has logged in and gone to the background."""
        control = f"{self.folder}/control"
        words = ["ssh", "-F", "none", "-i", self.key, "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no"]
        words += ["-o", f"UserKnownHostsFile={self.folder}/known", "-o", "LogLevel=ERROR", "-p", str(port)]
        words += ["-S", control, f"{user}@127.0.0.1"]
        began = time.monotonic()
        subprocess.run(words[:1] + ["-M", "-f", "-N"] + words[1:], check=True)
        took = time.monotonic() - began
        subprocess.run(words[:1] + ["-O", "exit"] + words[1:], check=True, stderr=subprocess.DEVNULL)
        return took

    def close(self):
        for process in self.processes:
            process.terminate()
            process.wait()
        shutil.rmtree(self.folder)


def measure(bastion, count, logins):
    lab = Lab(bastion, count)
    try:
        flat, keeper = lab.start_flat(), lab.start_bastion()
        ways = [(pwd.getpwuid(os.getuid()).pw_name, flat), (USERS[0], keeper)]
        for user, port in ways:
            lab.login(user, port)
        times = [[lab.login(user, port) for user, port in ways] for _ in range(logins)]
        medians = [statistics.median(pair[way] for pair in times) * 1000 for way in (0, 1)]
        print(
            f"{count:>8}  {medians[0]:>12.1f}  {medians[1]:>12.1f}  {medians[1] / medians[0]:>6.2f}"
            f"  {lab.import_time:>9.1f}  {lab.list_time:>7.2f}", flush=True)
    finally:
        lab.close()


def main():
    parser = argparse.ArgumentParser(description="Measures logins as the fleet grows.")
    parser.add_argument("bastion")
    parser.add_argument("--fleets", default="1000,10000,100000")
    parser.add_argument("--logins", type=int, default=15)
    arguments = parser.parse_args()
    if os.getuid() != 0:
        sys.exit("logins.py: run it as root: sshd's AuthorizedKeysCommand needs it")
    print(f"{'devices':>8}  {'flat, ms':>12}  {'bastion, ms':>12}  {'ratio':>6}  {'import, s':>9}  {'list, s':>7}")
    for fleet in arguments.fleets.split(","):
        measure(os.path.realpath(arguments.bastion), int(fleet), arguments.logins)


main()
