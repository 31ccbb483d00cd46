# SPDX-License-Identifier: BSL-1.0
"""Runs the contestants in turn against the server of server.sh, and prints what one cancel costs
each: compare.py PROGRAMS ROUNDS SECONDS JSON_FILE

Every contestant is measured from outside and in the same way: the processor time of its process
and the count of requests that the server answered, both at the begin and at the end of a window
that opens when its connections stand. So start-up, handshakes and the end count for nobody.
"""
import collections
import http.client
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import time

SETTLE_SECONDS = 0.5
CONNECTIONS = 64
TICK = os.sysconf("SC_CLK_TCK")

RATIOS = {"cpu_ratio_to_ours": "cpu_us_per_request",
          "requests_per_s_ratio_to_ours": "requests_per_s"}

Sample = collections.namedtuple("Sample", "at cpu user system requests")


def contestants(programs):
    """In the order of a round. All run until they are stopped."""
    here = os.path.dirname(os.path.abspath(__file__))
    endless = ["--requests", str(10**12)]
    return {
        "ours": [programs + "/bench_cancels", "--connections", str(CONNECTIONS),
                 "--in-flight", str(CONNECTIONS)] + endless,
        "wrk": ["wrk", "-t1", "-c%d" % CONNECTIONS, "-d1h", "--timeout", "60s",
                "-s", here + "/wrk.lua", os.environ["MRS_ENDPOINT"]],
        "curl_multi": [programs + "/bench_curl_multi",
                       "--connections", str(CONNECTIONS)] + endless,
        "curl_fresh": [programs + "/bench_curl_fresh"] + endless,
    }


def answered_requests(connection):
    """Without those that asked for this."""
    connection.request("GET", "/")
    text = connection.getresponse().read().decode()
    answered_requests.own += 1
    return int(text.split("\n")[2].split()[2]) - answered_requests.own


answered_requests.own = 0


def cpu_seconds(pid):
    """The processor time of all threads of a process: its CPU clock, see clock_getcpuclockid(3)."""
    return time.clock_gettime((~pid << 3) | 2)


def take_sample(pid, status):
    before = time.monotonic(), cpu_seconds(pid)
    requests = answered_requests(status)
    after = time.monotonic(), cpu_seconds(pid)
    with open("/proc/%d/stat" % pid, encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return Sample((before[0] + after[0]) / 2, (before[1] + after[1]) / 2,
                  int(fields[11]) / TICK, int(fields[12]) / TICK, requests)


def wait_for_answers(name, process, status):
    """Until its connections stand, however slow the machine."""
    before = answered_requests(status)
    for _ in range(20):
        time.sleep(SETTLE_SECONDS)
        if process.poll() is not None:
            break
        if answered_requests(status) - before > CONNECTIONS:
            return
    sys.exit("%s sends no requests" % name)


def measure(name, command, seconds):
    status = http.client.HTTPConnection("127.0.0.1", int(os.environ["MRS_STATUS_PORT"]))
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        wait_for_answers(name, process, status)
        begin = take_sample(process.pid, status)
        time.sleep(seconds)
        end = take_sample(process.pid, status)
        if process.poll() is not None:
            sys.exit("%s ended before it was stopped" % name)
    finally:
        status.close()
        process.send_signal(signal.SIGINT)
        output = process.communicate()[0]
    if name == "wrk" and json.loads(output.splitlines()[-1])["errors"] != 0:
        sys.exit("wrk had errors: " + output)
    requests = end.requests - begin.requests
    cpu = (end.cpu - begin.cpu) * 1e6 / requests
    ticks = (end.user - begin.user) + (end.system - begin.system)
    user = cpu * (end.user - begin.user) / ticks if ticks else 0
    return {"cpu_us_per_request": cpu, "user_us_per_request": user,
            "system_us_per_request": cpu - user,
            "requests_per_s": requests / (end.at - begin.at)}


def spread(values):
    return {"min": min(values), "median": statistics.median(values), "max": max(values)}


def run(programs, rounds, seconds):
    commands = contestants(programs)
    runs = {name: [] for name in commands}
    for number in range(rounds):
        for name, command in commands.items():
            runs[name].append(measure(name, command, seconds))
        print("round %d of %d" % (number + 1, rounds), file=sys.stderr)
    result = {name: {key: spread([one[key] for one in of_name]) for key in of_name[0]}
              for name, of_name in runs.items()}
    for name, of_name in runs.items():
        # Of the same round: what slows the machine slows both.
        for ratio, key in RATIOS.items():
            result[name][ratio] = spread([one[key] / ours[key]
                                          for one, ours in zip(of_name, runs["ours"])])
    result["conditions"] = {"rounds": rounds, "seconds": seconds, "connections": CONNECTIONS,
                            "token_bytes": len(os.environ["MRS_AUTH_TOKEN"]),
                            "machine": platform.machine(), "processors": os.cpu_count(),
                            "kernel": platform.release()}
    return result


def print_table(result):
    columns = (("CPU us per cancel", "cpu_us_per_request", "%.1f"),
               ("of it user", "user_us_per_request", "%.1f"),
               ("of it system", "system_us_per_request", "%.1f"),
               ("CPU, times ours", "cpu_ratio_to_ours", "%.2f"),
               ("cancels per second", "requests_per_s", "%.0f"),
               ("times ours", "requests_per_s_ratio_to_ours", "%.2f"))
    print("%-11s" % "" + "".join("%27s" % title for title, _, _ in columns))
    for name in ("ours", "wrk", "curl_multi", "curl_fresh"):
        cells = (" / ".join(form % result[name][key][at] for at in ("min", "median", "max"))
                 for _, key, form in columns)
        print("%-11s" % name + "".join("%27s" % cell for cell in cells))
    print("min / median / max of %(rounds)d rounds of %(seconds)g s each" % result["conditions"])


def main():
    programs, rounds, seconds, file_name = sys.argv[1:]
    # The contestants would inherit it: what a shell runs in the background ignores this signal.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # No contestant stays behind.
    result = run(programs, int(rounds), float(seconds))
    print_table(result)
    with open(file_name, "w", encoding="ascii") as file:
        json.dump(result, file, indent=2)
        file.write("\n")


main()
