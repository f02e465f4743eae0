#!/usr/bin/env python3
"""random_modules.py SEED DIR [ksymtab]: adds random modules to a fixture tree.

Assembly says most directly what a symbol table holds: names that are used,
only declared, weak, common, exported (under every licence and namespace, twice,
or without a definition), numbered copies, and parts of modules that serve each
other.  The same seed gives the same tree in DIR.  With "ksymtab" exports are
written as before Linux 6.4.
"""
import os
import random
import sys

NAMES = [f"name_{i}" for i in range(14)]
SPACES = ["", "", "", "ALPHA", "BETA"]
LICENSES = ["GPL", "GPL v2", "Dual BSD/GPL", "Proprietary", "MIT", "GPLv2"]


def ksymtab(name, gpl, space):
    return [
        f'\t.section "___ksymtab{"_gpl" if gpl else ""}+{name}","a"',
        "\t.balign 8",
        f"__ksymtab_{name}:",
        f"\t.quad {name}, __kstrtab_{name}, __kstrtabns_{name}",
        "\t.previous",
        '\t.section "__ksymtab_strings","aMS",%progbits,1',
        f"__kstrtab_{name}:",
        f'\t.asciz "{name}"',
        f"__kstrtabns_{name}:",
        f'\t.asciz "{space}"',
        "\t.previous",
    ]


def export(name, gpl, space):
    if "ksymtab" in sys.argv[3:]:
        return ksymtab(name, gpl, space)
    licence = "GPL" if gpl else ""
    return [
        '\t.section ".export_symbol","a"',
        f"__export_symbol_{name}:",
        f'\t.asciz "{licence}"',
        f'\t.asciz "{space}"',
        "\t.balign 8",
        f"\t.quad {name}",
        "\t.previous",
    ]


def modinfo(key, value):
    return ['\t.section ".modinfo","a"', f'\t.asciz "{key}={value}"', "\t.previous"]


class Object:
    """One assembly file; remembers what it defines."""

    def __init__(self, rng, taken, exports):
        self.rng = rng
        self.lines = ["\t.text"]
        self.defined = {}
        self.taken = taken
        self.exports = exports

    def define(self, name):
        kind = self.rng.choice(["strong", "strong", "strong", "weak", "common"])
        if name in self.defined:
            return
        if kind == "strong" and name in self.taken:
            kind = "weak"  # two strong ones would not link
        if kind == "strong":
            self.taken.add(name)
        self.defined[name] = kind
        if kind == "common":
            self.lines.append(f"\t.comm {name},8,8")
            return
        self.lines += [
            f"\t.{'weak' if kind == 'weak' else 'globl'} {name}",
            f"{name}:",
            "\tret",
        ]

    def export(self, name):
        gpl, space = self.rng.random() < 0.5, self.rng.choice(SPACES)
        if name in self.exports and self.rng.random() < 0.9:
            return
        if name in self.exports.get(id(self), ()):
            return
        self.exports.setdefault(name, True)
        self.exports.setdefault(id(self), set()).add(name)
        self.lines += export(name, gpl, space)

    def use(self, name):
        if name in self.defined:
            return
        how = self.rng.choice(["call", "call", "call", "weak", "number", "dot"])
        if how == "weak":
            self.lines.append(f"\t.weak {name}")
        elif how == "number":
            name += self.rng.choice([".7", ".12.x", ".x"])
        elif how == "dot":
            name = "." + name
        self.lines.append(f"\tcall {name}")

    def text(self):
        return "\n".join(self.lines) + "\n"


def main():
    seed, out = int(sys.argv[1]), sys.argv[2]
    rng = random.Random(seed)
    exports = {}
    directory = os.path.join(out, "random")
    os.makedirs(directory)
    makefile = []

    def write(name, obj):
        with open(os.path.join(directory, name + ".S"), "w") as file:
            file.write(obj.text())

    taken = set()
    for i in range(rng.randint(1, 3)):
        obj = Object(rng, taken, exports)
        for name in rng.sample(NAMES, 5):
            obj.define(name)
            if rng.random() < 0.7:
                obj.export(name)
        write(f"core_{i}", obj)
        makefile.append(f"obj-y += core_{i}.o")

    for m in range(rng.randint(3, 7)):
        taken = set()
        parts = []
        for part in range(rng.choice([1, 1, 2, 3])):
            obj = Object(rng, taken, exports)
            for name in rng.sample(NAMES, rng.randint(0, 2)):
                obj.define(name)
                if rng.random() < 0.5:
                    obj.export(name)
            for name in rng.sample(NAMES, rng.randint(1, 4)):
                obj.use(name)
            if rng.random() < 0.05:
                obj.export(rng.choice(NAMES))
            if rng.random() < (0.9 if part == 0 else 0.2):
                obj.lines += modinfo("license", rng.choice(LICENSES))
            while rng.random() < 0.4:
                obj.lines += modinfo("import_ns", rng.choice(["ALPHA", "BETA", "GAMMA"]))
            parts.append(f"m{m}_{part}")
            write(parts[-1], obj)
        makefile.append(f"obj-m += mod-{m}.o")
        makefile.append(f"mod-{m}-y := " + " ".join(p + ".o" for p in parts))
    with open(os.path.join(directory, "Makefile"), "w") as file:
        file.write("\n".join(makefile) + "\n")
    with open(os.path.join(out, "Kbuild"), "w") as file:
        file.write("obj-y += random/\nobj-y += $(ARCH_LIB)\n")
    with open(os.path.join(out, ".config"), "w") as file:
        file.write("#\n# Linux/x86 6.12.0 Kernel Configuration\n#\n"
                   "CONFIG_64BIT=y\nCONFIG_X86=y\nCONFIG_MODULES=y\n")


main()
