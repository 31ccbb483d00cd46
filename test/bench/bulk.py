# SPDX-License-Identifier: BSL-1.0
"""Measures a bulk run of mrs-cancel against mrs-emulator: bulk.py CANCEL EMULATOR

Throughput is counted by the emulator, between two moments of a run that outlasts both. Memory is
the peak of the program's resident set, as the kernel tells it.
"""
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

LATENCY = 0.020
CONNECTIONS = [16, 64, 256]
SEARCH_SECONDS = 5
WINDOW_SECONDS = 5
SEEDED_AT_ONCE = 100000


class Emulator:
    def __init__(self, program, *options):
        self.process = subprocess.Popen([program, "--quiet", *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.ready = json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def control(self, method, path, body=None):
        request = urllib.request.Request(self.ready["control"] + path, body,
                                         {"Content-Type": "application/json"}, method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            return answer.read()

    def seed(self, count):
        ids = []
        while len(ids) < count:
            order = json.dumps({"count": min(count - len(ids), SEEDED_AT_ONCE)}).encode()
            ids += json.loads(self.control("POST", "/executions", order))["ids"]
        return ids

    def stat(self, name):
        return json.loads(self.control("GET", "/stats"))[name]

    def environment(self):
        ready = self.ready
        return dict(os.environ, MRS_ENDPOINT=ready["endpoint"], MRS_PROJECT_ID=ready["project"],
                    MRS_CLUSTER_ID=ready["cluster"], MRS_CA_FILE=ready["ca_file"],
                    MRS_AUTH_TOKEN=ready["token"])


def start(cancel, emulator, ids, *options):
    return subprocess.Popen([cancel, "--quiet", "--file", ids, *options],
                            env=emulator.environment(), stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def awake():
    """Keeps the processors from sleeping, at a priority that takes no time from whoever wants it.
    Where they sleep between two answers, the time that a virtual machine takes to wake them is
    measured: each answer of the emulator comes late by it, to whatever client."""
    spinner = ["chrt", "--idle", "0", "sh", "-c", "while :; do :; done"]
    spinners = [subprocess.Popen(spinner) for _ in range(os.cpu_count())]
    try:
        yield
    finally:
        for one in spinners:
            one.kill()
            one.wait()


def throughput(cancel, emulator, ids, concurrency):
    """Outcomes a second, after the time in which the best concurrency has to be found."""
    run = start(cancel, emulator, ids, "--rate", "off", "--concurrency", str(concurrency))
    time.sleep(SEARCH_SECONDS)
    samples = []
    for pause in (0, WINDOW_SECONDS):
        time.sleep(pause)
        samples.append((time.monotonic(), emulator.stat("cancel_decided")))
    if run.poll() is not None:
        sys.exit("the run ended before it was measured")
    run.terminate()
    run.wait()
    (begin, before), (end, after) = samples
    return (after - before) / (end - begin)


def wrk_throughput(emulator, execution, connections, scratch):
    """What wrk gets of the same emulator: what it and the machine allow a loop that does no more
    than send and count."""
    ready = emulator.ready
    script = scratch + "/cancel.lua"
    with open(script, "w", encoding="ascii") as file:
        file.write('wrk.method = "POST"\nwrk.body = ""\nwrk.headers["X-Auth-Token"] = "%s"\n'
                   % ready["token"])
    url = "%s/v2/%s/clusters/%s/sql-execution/%s/cancel" % (
        ready["endpoint"], ready["project"], ready["cluster"], execution)
    report = subprocess.run(["wrk", "-t1", "-c%d" % connections, "-d%ds" % WINDOW_SECONDS, "-s",
                             script, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in report:
        sys.exit("wrk was answered errors")
    return float(report.split("Requests/sec:")[1].split()[0])


def measure_throughput(cancel, program, scratch):
    with awake(), Emulator(program, "--fault", "latency=20ms") as emulator:
        ids = scratch + "/ids"
        executions = emulator.seed(200000)
        with open(ids, "w", encoding="ascii") as file:
            file.write("\n".join(executions) + "\n")
        best = 0
        for connections in CONNECTIONS:
            rate = throughput(cancel, emulator, ids, connections)
            best = max(best, rate)
            floor = wrk_throughput(emulator, executions[0], connections, scratch)
            print("%3d connections: %6.0f/s, %5.1f %% of %.0f/s, %5.1f %% of wrk's %.0f/s" % (
                connections, rate, 100 * rate * LATENCY / connections, connections / LATENCY,
                100 * rate / floor, floor))
        rate = throughput(cancel, emulator, ids, "auto")
        print("auto           : %6.0f/s, %5.1f %% of the best fixed setting" % (
            rate, 100 * rate / best))


def quota_use(cancel, program, scratch, limit, processes):
    """The part of a hidden quota that is used, and of the answers that say so."""
    with Emulator(program, "--quota", "%d/s" % limit) as emulator:
        ids = scratch + "/ids"
        with open(ids, "w", encoding="ascii") as file:
            file.write("\n".join(emulator.seed(40 * limit)) + "\n")
        runs = [start(cancel, emulator, ids, "--shard", "%d/%d" % (part + 1, processes))
                for part in range(processes)]
        time.sleep(2 * SEARCH_SECONDS)
        before = time.monotonic(), emulator.stat("cancel_decided"), emulator.stat("throttled")
        time.sleep(2 * WINDOW_SECONDS)
        after = time.monotonic(), emulator.stat("cancel_decided"), emulator.stat("throttled")
        for run in runs:
            run.terminate()
            run.wait()
    seconds, decided, throttled = (end - begin for begin, end in zip(before, after))
    return decided / (limit * seconds), throttled / (decided + throttled)


def measure_quotas(cancel, program, scratch):
    for limit in (30, 60, 1000):
        for processes in (1, 3):
            used, wasted = quota_use(cancel, program, scratch, limit, processes)
            print("hidden quota of %4d/s, %d processes: %5.1f %% used, %4.1f %% of answers throttled"
                  % (limit, processes, 100 * used, 100 * wasted))


def peak_memory(cancel, emulator, ids, count, scratch):
    """In MiB. The rusage of a child would count what this process had when it forked."""
    part = scratch + "/part"
    with open(part, "w", encoding="ascii") as file:
        file.write("\n".join(ids[:count]) + "\n")
    run = start(cancel, emulator, part, "--rate", "off", "--concurrency", "256",
                "--journal", tempfile.mkdtemp(dir=scratch) + "/journal")
    peak = 0
    while run.poll() is None:
        with open("/proc/%d/status" % run.pid, encoding="ascii") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    peak = max(peak, int(line.split()[1]))
        time.sleep(0.01)
    if run.returncode != 0:
        sys.exit("a run ended with status %d" % run.returncode)
    return peak / 1024


def measure_memory(cancel, program, scratch):
    # Answers that take their time have all connections in use, in a short run too.
    with Emulator(program, "--fault", "latency=20ms") as emulator:
        ids = emulator.seed(1000000)
        few = [peak_memory(cancel, emulator, ids, 10000, scratch) for _ in range(7)]
        many = peak_memory(cancel, emulator, ids, 1000000, scratch)
    print("peak memory, 256 connections: %.1f to %.1f MiB for 10,000 ids, %.1f MiB for 1,000,000: "
          "%.3f times the median" % (min(few), max(few), many, many / statistics.median(few)))


def main():
    cancel, program = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        measure_throughput(cancel, program, scratch)
        measure_quotas(cancel, program, scratch)
        measure_memory(cancel, program, scratch)


if __name__ == "__main__":
    main()
