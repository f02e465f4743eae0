#!/usr/bin/env python3
"""What nm, readelf and modprobe say of objects, in the words of object_dump.

    object_oracle.py [--groups] [--references] [--needs] LIST

Prints "PATH symbol ..." always; "PATH member ...", "PATH reference ..." and
"PATH needs ..." when asked for.  Lines are in no order.
"""
import re
import subprocess
import sys


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout.decode(errors="replace")


def symbols(paths):
    """{path: {name: kind}} of all global symbols."""
    found = {path: {} for path in paths}
    for start in range(0, len(paths), 200):
        text = run("llvm-nm-19", "--extern-only", "--format=posix",
                   "--print-file-name", *paths[start:start + 200])
        for line in text.splitlines():
            path, rest = line.split(": ", 1)
            words = rest.split()
            name, kind = (words[0], words[1]) if len(words) > 1 else ("", words[0])
            kind = {"v": "w", "V": "W"}.get(kind, kind)
            found[path][name] = kind if kind in "UwWCA" else "D"
    return found


def references(path, undefined):
    section = ""
    for line in run("llvm-readelf-19", "-rW", path).splitlines():
        header = re.match(r"Relocation section '\.(?:rela|rel|crel)(.*)' at", line)
        if header:
            section = header.group(1)
            continue
        words = line.split()
        # Offset, info, type, value, name; CREL has no info.
        for at in (4, 3):
            if len(words) > at and re.match(r"[0-9a-f]+$", words[0]) and \
                    words[at] in undefined:
                yield section, int(words[0], 16), words[at]
                break


def groups(path):
    """Section number -> signature, of COMDAT groups."""
    signature, found = None, {}
    for line in run("llvm-readelf-19", "-gW", path).splitlines():
        group = re.match(r"(COMDAT|\(unknown\).*?|) ?group section \[ *\d+\] `.*' "
                         r"\[(.*)\] contains", line)
        if group:
            signature = group.group(2) if group.group(1) == "COMDAT" else None
        member = re.match(r" +\[ *(\d+)\]", line)
        if member and signature is not None:
            found[int(member.group(1))] = signature
    return found


def members(path):
    of_section = groups(path)
    for line in run("llvm-readelf-19", "-sW", path).splitlines():
        words = line.split()
        # Some psABIs have a word more, between visibility and section.
        if len(words) >= 8 and words[4] in ("GLOBAL", "WEAK") and words[-2].isdigit():
            if int(words[-2]) in of_section:
                yield of_section[int(words[-2])], words[-1]


def needs(path):
    for line in run("/sbin/modprobe", "--dump-modversions", path).splitlines():
        crc, name = line.split("\t")
        yield int(crc, 16), name


def main():
    flags = [word for word in sys.argv[1:] if word.startswith("--")]
    paths = [line.rstrip("\n") for line in open(sys.argv[-1])]
    for path, found in symbols(paths).items():
        for name, kind in found.items():
            print(path, "symbol", kind, name)
        if "--references" in flags:
            undefined = {name for name, kind in found.items() if kind in "Uw"}
            for section, offset, name in references(path, undefined):
                print(path, "reference", section, "%x" % offset, name)
        if "--groups" in flags:
            for group, name in members(path):
                print(path, "member", group, name)
        if "--needs" in flags:
            for crc, name in needs(path):
                print(path, "needs", "0x%08x" % crc, name)


main()
