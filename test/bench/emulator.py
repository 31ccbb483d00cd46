# SPDX-License-Identifier: BSL-1.0
"""Measures that mrs-emulator can be left running: emulator.py EMULATOR [STATEMENTS CANCELS SELECTS]

Its end is measured as an unprivileged user, where this runs as root. Memory is its resident set, as
the kernel tells it, after a tenth of the calls and after all of them.
"""
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c"
LIKE = "SELECT printf('%.*c',100000000,'a') LIKE '%'||printf('%.*c',49990,'a')||'b'"
MEGABYTE = ("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 20) "
            "SELECT hex(zeroblob(25000)) FROM c")
NOBODY = 65534
SEEDED_AT_ONCE = 100000
IN_FLIGHT = 200
LONGEST_END = 3.0
MOST_GROWTH = 1.2


class Emulator:
    def __init__(self, program):
        self.scratch = tempfile.mkdtemp(prefix="mrs-emulator-bench-")
        os.chmod(self.scratch, 0o777)
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
        self.process = subprocess.Popen([program, "--quiet", "--http"], stdout=subprocess.PIPE,
                                        env=dict(os.environ, TMPDIR=self.scratch), **user)
        self.ready = json.loads(self.process.stdout.readline())
        host, port = self.ready["endpoint"].rsplit("/", 1)[1].split(":")
        self.socket = socket.create_connection((host, int(port)))
        self.answers = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.socket.close()
        for name in os.listdir(self.scratch):
            sys.exit("the emulator left " + name)
        os.rmdir(self.scratch)

    def request(self, method, path, body=b""):
        return ("%s /v2/%s/clusters/%s/sql-execution%s HTTP/1.1\r\nHost: localhost\r\n"
                "X-Auth-Token: %s\r\nContent-Length: %d\r\n\r\n" % (
                    method, self.ready["project"], self.ready["cluster"], path,
                    self.ready["token"], len(body))).encode() + body

    def receive(self):
        status = int(self.answers.readline().split()[1])
        length = 0
        while (line := self.answers.readline()) != b"\r\n":
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        body = self.answers.read(length)
        if status != 200:
            sys.exit("the emulator answered %d: %s" % (status, body.decode()))
        return json.loads(body)

    def call_all(self, requests):
        """Sends the requests on one connection, some ahead of the answers; gives the answers."""
        for start in range(0, len(requests), IN_FLIGHT):
            some = requests[start:start + IN_FLIGHT]
            self.socket.sendall(b"".join(some))
            for _ in some:
                yield self.receive()

    def submission(self, sql):
        body = {"sql_type": "presto", "sql_content": sql, "archive_path": "obs://bench"}
        return self.request("POST", "", json.dumps(body).encode())

    def control(self, method, path, order=None):
        body = json.dumps(order).encode() if order else None
        request = urllib.request.Request(self.ready["control"] + path, body,
                                         {"Content-Type": "application/json"}, method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            return json.loads(answer.read())

    def wait_for(self, name, count):
        while self.control("GET", "/stats")[name] != count:
            time.sleep(0.01)

    def resident(self):
        """In MiB, once it has stopped to change."""
        before = None
        while (now := self.resident_now()) != before:
            before = now
            time.sleep(0.3)
        return now

    def resident_now(self):
        with open("/proc/%d/status" % self.process.pid, encoding="ascii") as file:
            for line in file:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) / 1024
        return 0


def measure_end(program, statements):
    with Emulator(program) as emulator:
        for _ in emulator.call_all([emulator.submission(ENDLESS)] * statements):
            pass
        emulator.wait_for("running", statements)
        for _ in emulator.call_all([emulator.submission(LIKE)]):
            pass
        start = time.monotonic()
        emulator.process.send_signal(signal.SIGTERM)
        status = emulator.process.wait()
        seconds = time.monotonic() - start
        left = os.listdir(emulator.scratch)
    print("SIGTERM with %d statements: status %d after %.2f s, left behind: %s" % (
        statements, status, seconds, left or "nothing"))
    return status == 0 and seconds <= LONGEST_END and not left


def growth(what, count, few, many):
    print("%d %s: %.1f MiB after a tenth, %.1f MiB after all, %.2f times" % (
        count, what, few, many, many / few))
    return many / few <= MOST_GROWTH


def measure_cancels(program, count):
    with Emulator(program) as emulator:
        done = 0
        few = None
        while done < count:
            ids = emulator.control("POST", "/executions",
                                   {"count": min(count // 10, SEEDED_AT_ONCE, count - done)})["ids"]
            for _ in emulator.call_all([emulator.request("POST", "/%s/cancel" % id) for id in ids]):
                done += 1
            if few is None and done >= count // 10:
                few = emulator.resident()
        return growth("cancels", count, few, emulator.resident())


def measure_selects(program, count):
    with Emulator(program) as emulator:
        resident = []
        for part in (count // 10, count - count // 10):
            for _ in emulator.call_all([emulator.submission(MEGABYTE)] * part):
                pass
            emulator.wait_for("queued", 0)
            emulator.wait_for("running", 0)
            resident.append(emulator.resident())
        return growth("selects of 1 MB", count, *resident)


def main():
    program = os.path.abspath(sys.argv[1])
    statements, cancels, selects = map(int, sys.argv[2:5] or (1000, 1000000, 10000))
    held = [measure_end(program, statements), measure_cancels(program, cancels),
            measure_selects(program, selects)]
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
