#!/usr/bin/env python3
"""Reads each format of a report as its readers do, and says where they differ.

read_formats.py DIRECTORY
"""

import json
import re
import sys
import xml.etree.ElementTree as xml


def problems(directory, name):
    def path(suffix):
        return f"{directory}/{name}.{suffix}"

    with open(path("json"), encoding="utf-8") as file:
        native = json.load(file)
    fids = [f["fid"] for f in native["findings"]]
    unknowns = len(native["unknowns"])

    with open(path("sarif"), encoding="utf-8") as file:
        run = json.load(file)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield "sarif: a rule's index is not its own"
    if [r["partialFingerprints"]["kplaceFid/v1"] for r in run["results"]] != fids:
        yield "sarif: other findings"
    if len(run["invocations"][0]["toolExecutionNotifications"]) != unknowns:
        yield "sarif: other unknowns"
    if not run["automationDetails"]["id"].endswith("/"):
        yield "sarif: the category has no end"

    with open(path("gitlab.json"), encoding="utf-8") as file:
        entries = json.load(file)
    if [e["fingerprint"] for e in entries][: len(fids)] != fids:
        yield "gitlab: other findings"
    if len({e["fingerprint"] for e in entries}) != len(fids) + unknowns:
        yield "gitlab: two entries have one fingerprint"

    with open(path("rdjsonl"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    # A reader that takes U+2028 for the end of a line would see more.
    if len(lines) != len(fids) + unknowns:
        yield f"rdjsonl: {len(lines)} lines"

    with open(path("kcidb.json"), encoding="utf-8") as file:
        submission = json.load(file)
    issues = [i["id"].rsplit("-", 1)[1] for i in submission["issues"]]
    if issues != fids:
        yield "kcidb: other findings"
    tests = {t["id"] for t in submission["tests"]}
    if len(tests) != len(submission["tests"]):
        yield "kcidb: two tests have one id"
    if any(i["test_id"] not in tests for i in submission["incidents"]):
        yield "kcidb: an incident of no test"

    tree = xml.parse(path("junit.xml"))
    suite = tree.getroot().find("testsuite")
    cases = suite.findall("testcase")
    if len({c.get("name") for c in cases}) != len(cases):
        yield "junit: two cases have one name"
    failures = suite.findall("testcase/failure")
    if len(failures) != len(fids) or suite.get("failures") != str(len(fids)):
        yield "junit: other findings"
    if len(suite.findall("testcase/error")) != unknowns:
        yield "junit: other unknowns"
    if suite.get("tests") != str(len(cases)):
        yield "junit: the count of cases is wrong"

    # The runner splits at line feeds, trims, and reads what starts with "::" or has
    # "##[" in it.
    with open(path("github"), encoding="utf-8", newline="") as file:
        text = file.read()
    shape = re.compile(
        r"::(error|warning|notice) "
        r"((file|line|title)=[^:,\r\n]*)(,(file|line|title)=[^:,\r\n]*)*::[^\r\n]*"
    )
    lines = text.split("\n")
    if lines.pop() != "":
        yield "github: the last line has no end"
    counts = {}
    for line in lines:
        if not shape.fullmatch(line):
            yield f"github: no annotation: {line[:80]!r}"
        counts[line.split()[0]] = counts.get(line.split()[0], 0) + 1
    if any(count > 10 for count in counts.values()):
        yield f"github: more than are shown: {counts}"

    for suffix in ["text", "github", "junit.xml", "sarif"]:
        with open(path(suffix), encoding="utf-8", newline="") as file:
            text = file.read()
        if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text):
            yield f"{suffix}: control characters"


def main():
    for name in ["iova", "hostile"]:
        for problem in problems(sys.argv[1], name):
            print(f"{name}: {problem}")


main()
