# SPDX-License-Identifier: BSL-1.0
"""Plants mutations in a copy of the tree: mutants.py TREE [--seed N] [--count N] [FILE...]

scripts/mutants prepares the copy, and says more.
"""
import argparse
import glob
import os
import random
import re
import signal
import subprocess
import sys

DECIDING = """
src/api/answer.cpp src/api/cancel_answer.cpp src/api/error_body.cpp src/core/json_fields.cpp
src/api/retry_after.cpp src/api/sql_answer.cpp src/api/throttle_message.cpp
src/auth/authenticator.cpp src/auth/signing/canonical_request.cpp src/auth/signing/clock_correction.cpp
src/auth/signing/identity_cache.cpp src/auth/signing/signer.cpp src/bulk/bulk_counts.cpp src/bulk/concurrency.cpp
src/bulk/item_ending.cpp src/bulk/outage.cpp src/bulk/rate_meter.cpp src/bulk/run_fsm.cpp
src/bulk/time_left.cpp src/client/call.cpp src/client/call_fsm.cpp src/client/client_impl.cpp
src/net/endpoint.cpp src/net/response_parser.cpp src/net/session_store.cpp
src/pool/endpoint_choice.cpp src/pool/opening_pause.cpp src/pool/pool_state.cpp
src/pacing/limiter.cpp src/pacing/permit_queue.cpp src/pacing/retry_policy.cpp
src/client/wait_policy.cpp
""".split()
UNIT = ["test/unit/test_unit", "--report_level=no", "--color_output=no"]
SIMULATION = ["test/simulation/test_simulation", "worlds", "120", "0"]
NOTICED = re.compile(rb"error: in |^simulation: ")
LONGEST = 300  # Seconds: what takes so long hangs.
REQUIRED = 0.95

# What is looked for in a line of code, and what comes in its place.
REPLACED = [
    (r" <= ", [" < "]), (r" >= ", [" > "]), (r" < ", [" <= "]), (r" > ", [" >= "]),
    (r" == ", [" != "]), (r" != ", [" == "]), (r" && ", [" || "]), (r" \|\| ", [" && "]),
    (r"\btrue\b", ["false"]), (r"\bfalse\b", ["true"]),
    (r"std::min\(", ["std::max("]), (r"std::max\(", ["std::min("]),
    (r" \+ ", [" - "]), (r" - ", [" + "]), (r"\+\+", ["--"]), (r"(?<!-)--(?!-)", ["++"]),
]
NUMBER = re.compile(r"(?<![\w.'])\d+(?![\w.'])")
CONDITION = re.compile(r"^(\s*(?:\} else )?(?:if|while) \()(.*)(\)(?: \{)?)$")
STATEMENT = re.compile(r"^\s+(?:\+\+|--)?[a-z_][\w.>()\[\]-]*(?: [-+]?= .*|\(.*\));$")
CHOICE = re.compile(r" \? ([^?:]+) : ([^?:;]+);$")
PASSED_OVER = re.compile(r"^\s*(?://|#|namespace|using|static_assert|return \{\};$)|\bconstexpr\b.*\{$")
TEXT = re.compile(r""""(?:\\.|[^"\\])*"|(?<!\d)'(?:\\.|[^'\\])+'""")
SUITE = re.compile(r"BOOST_AUTO_TEST_SUITE\((\w+)")


def outside_of_texts(code, at):
    return not any(text.start() < at < text.end() for text in TEXT.finditer(code))


def without_comment(line):
    for comment in re.finditer("//", line):
        if outside_of_texts(line, comment.start()):
            return line[:comment.start()].rstrip()
    return line.rstrip()


def mutations_of(code):
    """All that a line of code may become."""
    for pattern, others in REPLACED:
        for found in re.finditer(pattern, code):
            if outside_of_texts(code, found.start()):
                for other in others:
                    yield code[:found.start()] + other + code[found.end():]
    for found in NUMBER.finditer(code):
        if outside_of_texts(code, found.start()):
            yield code[:found.start()] + str(int(found.group()) + 1) + code[found.end():]
    condition = CONDITION.match(code)
    if condition and "; " not in code and " = " not in code:
        yield "%s!(%s)%s" % condition.groups()
        if "while" not in code:
            yield condition.group(1) + "true" + condition.group(3)
    if STATEMENT.match(code):
        yield code[:len(code) - len(code.lstrip())] + ";"
    choice = CHOICE.search(code)
    if choice:
        yield code[:choice.start()] + " ? %s : %s;" % (choice.group(2), choice.group(1))


def candidates(tree, files):
    for name in files:
        with open(os.path.join(tree, name), encoding="utf-8") as file:
            for number, line in enumerate(file.read().split("\n")):
                code = without_comment(line)
                if not PASSED_OVER.search(code):
                    for mutation in mutations_of(code):
                        yield name, number, code, mutation


def build(tree):
    return subprocess.run(
        ["cmake", "--build", os.path.join(tree, "build/release"), "--target"]
        + [os.path.basename(program[0]) for program in (UNIT, SIMULATION)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def fails(tree, program):
    """Whether a program fails; the first complaint is enough."""
    with subprocess.Popen(
            ["timeout", str(LONGEST), os.path.join(tree, "build/release", program[0])] + program[1:],
            cwd=os.path.join(tree, "build"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True) as running:
        if not any(NOTICED.search(line) for line in running.stdout):
            return running.wait() != 0
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        return True


def suites_of(tree, name):
    """The suites of unit tests that include a file's header, or a header that does."""
    texts = {}
    for path in glob.glob(os.path.join(tree, "test/unit/*/*.?pp")):
        with open(path, encoding="utf-8") as file:
            texts[os.path.basename(path)] = file.read()
    headers = {name[len("src/"):].replace(".cpp", ".hpp")}
    for _ in range(2):
        headers |= {one for one, text in texts.items() if one.endswith(".hpp")
                    and any('"%s"' % header in text for header in headers)}
    return sorted({suite for text in texts.values() for suite in SUITE.findall(text)
                   if any('"%s"' % header in text for header in headers)})


def is_noticed(tree, name=None):
    """Whether a test or a world fails. What is nearest to the file comes first, and saves the rest."""
    nearest = suites_of(tree, name) if name else []
    return (bool(nearest) and fails(tree, UNIT + ["--run_test=" + suite for suite in nearest])
            or fails(tree, UNIT) or fails(tree, SIMULATION))


def try_out(tree, name, number, mutation):
    """Whether a mutation is noticed; None where it does not compile."""
    path = os.path.join(tree, name)
    with open(path, encoding="utf-8") as file:
        before = file.read()
    lines = before.split("\n")
    lines[number] = mutation
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        return is_noticed(tree, name) if build(tree) else None
    finally:
        with open(path, "w", encoding="utf-8") as file:
            file.write(before)


def main():
    parser = argparse.ArgumentParser(usage="scripts/mutants [--seed N] [--count N] [FILE...]")
    parser.add_argument("tree")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("files", nargs="*", metavar="FILE")
    chosen = parser.parse_args()
    tree = chosen.tree
    if not build(tree) or is_noticed(tree):
        sys.exit("mutants: the tests fail without a mutation")
    drawn = list(candidates(tree, chosen.files or DECIDING))
    random.Random(chosen.seed).shuffle(drawn)
    tried = noticed = 0
    for name, number, code, mutation in drawn:
        if tried == chosen.count:
            break
        seen = try_out(tree, name, number, mutation)
        if seen is None:
            continue
        tried += 1
        noticed += seen
        if not seen:
            print("%s:%d: not noticed: %s -> %s" % (
                name, number + 1, code.strip(), mutation.strip()), flush=True)
    if not tried:
        sys.exit("mutants: nothing to mutate")
    print("mutants: seed %d: %d of %d noticed, %.1f %%" % (
        chosen.seed, noticed, tried, 100 * noticed / tried))
    sys.exit(0 if noticed >= REQUIRED * tried else 1)


if __name__ == "__main__":
    main()
