#!/usr/bin/env python3
"""verdicts.py BUILD --make LOG --ld LOG --depmod LOG

What GNU ld, modpost, depmod and the scripts of the kernel reject of a build, one
line each, in the words of kplace's rules:

    KP0001 FUNCTION SYMBOL          ld: undefined, and a module defines it
    KP0002 FUNCTION SYMBOL          ld: undefined, and no module does
    KP0003 MODULE SYMBOL            modpost: undefined, and something defines it
    KP0004 NAME SYMBOL              modpost: GPL-only
    KP0005 NAME SYMBOL              modpost: its namespace is not imported
    KP0006 MODULE SYMBOL            modpost: undefined, and nothing defines it
    KP0007 MODULE                   modpost: no licence
    KP0008 OBJECT                   GNU make, by the makefiles: in several units
    KP0009 SYMBOL                   ld, modpost: defined or exported twice
    KP0010 NAME                     depmod: in a cycle
    KP0011 MODULE                   modules-check.sh: a name used twice

MODULE is a path, NAME what a message has instead: without directory and .ko, and
for depmod with "_" for "-".  FUNCTION is "-" for what is no function.  ld prints
five references to a name in a row and then "more undefined references follow";
such a name has a line

    more SYMBOL
"""

import argparse
import re
import subprocess
from pathlib import Path

# ld: "vmlinux.o: in function `f':" and then the places in it, each
# "file.c:(.text+0x1): …"; outside of a function "x.o:(.data+0x1): …".
IN_FUNCTION = re.compile(r": in function `([^']+)':$")
UNDEFINED = re.compile(r"undefined reference to `([^']+)'")
MORE = re.compile(r"more undefined references to `([^']+)' follow")
TWICE = re.compile(r"multiple definition of `([^']+)'")
OUTSIDE = re.compile(r"^(?:ld: )?\S+\.o:(?:[^:( ]+:)?\(")

# Of modpost and of the makefiles: a pattern and the verdict it stands for.
SAID = [
    (re.compile(r'modpost: "([^"]+)" \[([^\]]+)\] undefined!'), "undefined {1} {0}"),
    (re.compile(r"modpost: GPL-incompatible module (\S+)\.ko uses GPL-only symbol "
                r"'([^']+)'"), "KP0004 {0} {1}"),
    (re.compile(r"modpost: module (\S+) uses symbol (\S+) from namespace"),
     "KP0005 {0} {1}"),
    (re.compile(r"modpost: missing MODULE_LICENSE\(\) in (\S+)\.o"), "KP0007 {0}.ko"),
    (re.compile(r"modpost: \S+: '([^']+)' exported twice"), "KP0009 {0}"),
]


def defined_globals(paths):
    """Names with global or weak definitions in object files."""
    if not paths:
        return set()
    text = subprocess.run(["nm", "-g", "--defined-only", "--format=posix", *paths],
                          capture_output=True, text=True, check=False).stdout
    return {line.split()[0] for line in text.splitlines()
            if line and not line.endswith(":")}


def built_objects(build):
    modules = [line.strip() for line in
               (build / "modules.order").read_text().splitlines()]
    of_modules = [str(build / name) for name in modules if (build / name).exists()]
    members = subprocess.run(["ar", "t", "vmlinux.a"], cwd=build, text=True,
                             capture_output=True, check=True).stdout.split()
    return of_modules, members


def of_ld(text, of_modules):
    found = set()
    function = None
    for line in text.splitlines():
        if match := IN_FUNCTION.search(line):
            function = match[1]
        elif match := MORE.search(line):
            found.add(f"more {match[1]}")
        elif match := UNDEFINED.search(line):
            code = "KP0001" if match[1] in of_modules else "KP0002"
            where = "-" if OUTSIDE.match(line) else function
            found.add(f"{code} {where} {match[1]}")
        elif match := TWICE.search(line):
            found.add(f"KP0009 {match[1]}")
    return found


def of_make(text, defined):
    found = set()
    for line in text.splitlines():
        for pattern, verdict in SAID:
            if match := pattern.search(line):
                found.add(verdict.format(*match.groups()))
    # "error: the following would cause module name conflict:", then names
    conflict = False
    for line in text.splitlines():
        if "would cause module name conflict" in line:
            conflict = True
        elif conflict and (match := re.match(r"\s+(\S+\.ko)$", line)):
            found.add(f"KP0011 {match[1]}")
        else:
            conflict = False
    for verdict in [v for v in found if v.startswith("undefined ")]:
        found.remove(verdict)
        _, module, symbol = verdict.split()
        code = "KP0003" if symbol in defined else "KP0006"
        found.add(f"{code} {module} {symbol}")
    # ld -r of a module with two of one name
    return found | {v for v in of_ld(text, set()) if v.startswith("KP0009")}


def in_several_units(placement):
    """placement: rows of kbuild_placement.sh."""
    units = {}
    for line in placement.splitlines():
        kind, name, unit = line.split("\t")
        # With modules the lib.a of the kernel go into vmlinux whole.
        units.setdefault(name, set()).add(unit if kind == "module" else "vmlinux")
    return {f"KP0008 {name}" for name, where in units.items() if len(where) > 1}


def of_depmod(text):
    found = set()
    for line in text.splitlines():
        if "Cycle detected: " in line:
            names = line.split("Cycle detected: ")[1].split(" -> ")
            found |= {f"KP0010 {name.strip()}" for name in names}
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=Path)
    for judge in ("make", "ld", "depmod", "placement"):
        parser.add_argument("--" + judge, type=Path)
    arguments = parser.parse_args()

    def text_of(path):
        return path.read_text(errors="replace") if path and path.exists() else ""

    build = arguments.build
    of_modules, builtin = built_objects(build)
    modules_define = defined_globals(of_modules)
    found = of_ld(text_of(arguments.ld), modules_define)
    found |= of_make(text_of(arguments.make),
                     modules_define |
                     defined_globals([str(build / name) for name in builtin]))
    found |= in_several_units(text_of(arguments.placement))
    found |= of_depmod(text_of(arguments.depmod))
    for verdict in sorted(found):
        print(verdict)


main()
