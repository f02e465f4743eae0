#!/usr/bin/env python3
"""Small Kconfig files at random, and every configuration that conf makes of them.

    random_kconfig.py FILE SEED [--old] [--recursive]
                                          writes a Kconfig file
    random_kconfig.py --all CONF DIR      every result of conf, for each thing that
                                          a user could say, one a line, sorted
    random_kconfig.py --show CONFIG...    .config files in the same form

An option depends only on those before it and selects only those after it, so that
nothing is recursive, unless --recursive; no option occurs twice in what bears on one
then, for conf simplifies conditions first, and recursions with them.  --old: with choices as they were before Linux 6.11.  A result is
the bools and tristates; texts and numbers are there for what depends on them.
"""
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile


class Writer:
    def __init__(self, seed, old, recursive):
        self.random = random.Random(seed)
        self.old = old
        self.recursive = recursive
        self.lines = ['mainmenu "Random %d"' % seed, ""]
        self.names = []  # defined so far: (name, type)
        self.used = []  # by what bears on the option at hand
        self.count = self.random.randint(4, 6)
        # A number is a name as good as any.
        self.planned = ["T%d" % i if self.pick(0.9) else "82%d0" % i
                        for i in range(self.count)]
        self.choice_at = self.random.randint(1, 2 * self.count)
        self.members = ["C_%d" % i for i in range(self.random.randint(2, 3))]
        if self.choice_at < self.count:
            self.planned[self.choice_at:self.choice_at] = self.members

    def pick(self, chance):
        return self.random.random() < chance

    def operand(self):
        tristates = [n for n, t in self.names if t in ("bool", "tristate")]
        if self.recursive:
            names = self.planned if self.pick(0.15) else tristates
            names = [n for n in names if n not in self.used]
            name = (self.random.choice(names) if names
                    else "NOWHERE%d" % len(self.used))
            self.used.append(name)
            return name + self.random.choice(["", "", " = y"])
        numbers = [n for n, t in self.names if t == "int"]
        texts = [n for n, t in self.names if t == "string"]
        kind = self.random.random()
        if numbers and kind < 0.25:
            op = self.random.choice(["=", "!=", "<", "<=", ">", ">="])
            return "%s %s %d" % (self.random.choice(numbers), op,
                                 self.random.choice([0, 5, 10]))
        if texts and kind < 0.3:
            return '%s %s "%s"' % (self.random.choice(texts),
                                   self.random.choice(["=", "!="]),
                                   self.random.choice(["", "on"]))
        if not tristates:
            return self.random.choice(["y", "m"])
        name = self.random.choice(tristates)
        if kind < 0.5:
            if (name, "bool") in self.names:
                # Of `BOOL != y` conf 6.12 dies (expr_transform() takes the
                # symbol for an expression).
                return name + self.random.choice([" = y", " = n", " != n"])
            return "%s %s %s" % (name, self.random.choice(["=", "!="]),
                                 self.random.choice("ymn"))
        if kind < 0.55:
            return "%s %s %s" % (name, self.random.choice(["=", "!="]),
                                 self.random.choice(tristates))
        if kind < 0.6:
            return "m"
        return name

    def expr(self, depth=2):
        kind = self.random.random()
        if depth == 0 or kind < 0.4:
            return self.operand()
        if kind < 0.55:
            return "!(%s)" % self.expr(depth - 1)
        return "(%s %s %s)" % (self.expr(depth - 1),
                               self.random.choice(["&&", "||"]),
                               self.expr(depth - 1))

    def condition(self, chance=0.5):
        return " if " + self.expr(1) if self.pick(chance) else ""

    def add(self, text, indent=1):
        self.lines.append("\t" * indent + text)

    def option(self, name, kind, prompt=None):
        self.add("config " + name, 0)
        if prompt is None:
            prompt = self.pick(0.65)
        if prompt:
            self.add('%s "%s"%s' % (kind, name, self.condition(0.35)))
        else:
            self.add(kind)
        if self.pick(0.5):
            self.add("depends on " + self.expr())
        if kind == "int":
            if self.pick(0.6):
                self.add("range %d %d%s" % (self.random.choice([0, 3]),
                                            self.random.choice([7, 12]),
                                            self.condition(0.3)))
            self.add("default %d%s" % (self.random.choice([1, 5, 20]),
                                       self.condition(0.5)))
            return
        if kind == "string":
            self.add('default "on"' + self.condition(0.8))
            return
        for _ in range(self.random.randint(0, 2)):
            value = self.random.choice(["y", "m", "n", "="])
            if value == "=":
                value = self.expr(1)
            self.add("default %s%s" % (value, self.condition()))
        later = self.planned[self.planned.index(name) + 1:]
        for keyword, chance in (("select", 0.35), ("imply", 0.3)):
            if later and self.pick(chance):
                self.add("%s %s%s" % (keyword, self.random.choice(later),
                                      self.condition(0.4)))

    def choice(self):
        kind = "bool"
        if self.old and self.pick(0.3):
            kind = "tristate"
        members = self.members
        self.add("choice", 0)
        self.add('%sprompt "choice"%s' % ("%s\n\t" % kind if self.old else "",
                                          self.condition(0.3)))
        if self.pick(0.5):
            self.add("depends on " + self.expr(1))
        if self.old and self.pick(0.2):
            self.add("optional")
        if self.pick(0.6):
            self.add("default %s%s" % (self.random.choice(members),
                                       self.condition(0.4)))
        for member in members:
            self.add("config " + member, 0)
            self.add('%s "%s"%s' % (kind, member, self.condition(0.2)))
            if self.pick(0.3):
                self.add("depends on " + self.expr(1))
        self.add("endchoice", 0)
        self.names += [(member, kind) for member in members]

    def write(self):
        if self.pick(0.9):
            self.add("config MODULES", 0)
            self.add('bool "modules"' if self.pick(0.6) else "def_bool y")
            self.add("modules")
        for name in list(self.planned):
            if name == self.members[0]:
                self.choice()
            if name in self.members:
                continue
            if self.pick(0.15):
                kind = self.random.choice(["int", "string"])
                extra = "N" + name.lstrip("T")
                self.planned.insert(self.planned.index(name), extra)
                self.option(extra, kind)
                self.names.append((extra, kind))
            kind = self.random.choice(["bool", "tristate", "tristate"])
            self.used = []
            block = self.random.random()
            if block < 0.15:
                self.add("if " + self.expr(1), 0)
            elif block < 0.3:
                self.add('menu "menu"', 0)
                if self.pick(0.5):
                    self.add("depends on " + self.expr(1))
                if self.pick(0.5):
                    self.add("visible if " + self.expr(1))
            self.option(name, kind)
            if block < 0.15:
                self.add("endif", 0)
            elif block < 0.3:
                self.add("endmenu", 0)
            if self.pick(0.12):  # a second definition
                # If it depends on the option itself, conf makes it part of the
                # first one's menu and looks at its dependencies before those.
                self.used.append(name)
                self.option(name, kind)
            self.names.append((name, kind))
        return "\n".join(self.lines) + "\n"


def settable(directory):
    """(option, what a user can say) of each option with a prompt."""
    said, name = {}, None
    for line in open(os.path.join(directory, "Kconfig")):
        words = line.split()
        if line.startswith("config "):
            name = words[1]
        elif words and words[0] in ("bool", "tristate", "int", "string") and (
                name and len(words) > 1):
            said[name] = {"bool": "yn", "tristate": "ymn",
                          "int": ["-1", "0", "4", "5", "6", "10", "11"],
                          "string": ['""', '"on"', '"other"']}[words[0]]
        elif words and words[0] in ("choice", "menu", "if"):
            name = None
    return list(said.items())


def shown(config):
    lines = [line for line in config.splitlines()
             if re.match(r"CONFIG_\w+=[ym]$", line)]
    return " ".join(sorted(lines)) or "nothing"


def all_results(conf, directory):
    options = settable(directory)
    results = set()
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "config")
        environment = dict(os.environ, KCONFIG_CONFIG=path)
        for values in itertools.product(*(said for _, said in options)):
            with open(path, "w") as config:
                for (name, _), value in zip(options, values):
                    config.write("# CONFIG_%s is not set\n" % name
                                 if value == "n" else
                                 "CONFIG_%s=%s\n" % (name, value))
            run = subprocess.run([conf, "-s", "--olddefconfig", "Kconfig"],
                                 cwd=directory, env=environment,
                                 stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, text=True)
            if run.returncode != 0:
                sys.exit("conf: " + run.stderr)
            results.add(shown(open(path).read()))
    return results


def main():
    if sys.argv[1] == "--all":
        results = all_results(sys.argv[2], sys.argv[3])
    elif sys.argv[1] == "--show":
        results = {shown(open(path).read()) for path in sys.argv[2:]}
    else:
        with open(sys.argv[1], "w") as out:
            out.write(Writer(int(sys.argv[2]), "--old" in sys.argv,
                             "--recursive" in sys.argv).write())
        return
    print("\n".join(sorted(results)))


main()
