#!/usr/bin/env python3
"""evaluate_conditions.py CONFIG <rows: the rows of `kplace place --conditions`
(tsv, on stdin) that hold under a .config, in the three-column format.

Reads the grammar of the conditions on its own.  A row whose condition comes to
unknown is printed with a fourth column that says so.
"""
import re
import sys

TOKEN = re.compile(r'unknown\("(?:[^"\\]|\\.)*"\)|CONFIG_[\w.-]+='
                   r'(?:"(?:[^"\\]|\\.)*"|[\w-]+)|&&|\|\||[!()]|true|false')


def read_config(path):
    values = {}
    with open(path, errors='surrogateescape') as lines:
        for line in lines:
            match = re.match(r'(CONFIG_\w+)=(.*)$', line.rstrip('\n'))
            if match:
                values[match.group(1)] = match.group(2)
    return values


def holds(values, option, value):
    """Whether a .config line says so; a text is written as the line has it, and
    that of an option without a line is empty."""
    return values.get(option, '""') == value


def translate(condition):
    """The condition as a Python expression over v(option) and U."""
    parts = []
    for token in TOKEN.findall(condition):
        if token.startswith('unknown'):
            parts.append('U')
        elif token.startswith('CONFIG_'):
            option, value = token.split('=', 1)
            parts.append(f'Kleene(holds(v, {option!r}, {value!r}))')
        else:
            parts.append({'&&': '&', '||': '|', '!': '~', 'true': 'T',
                          'false': 'F'}.get(token, token))
    return ' '.join(parts)


class Kleene:
    """Three-valued logic; None is unknown."""
    def __init__(self, value):
        self.value = value

    def __and__(self, other):
        if self.value is False or other.value is False:
            return Kleene(False)
        return Kleene(None if None in (self.value, other.value) else True)

    def __or__(self, other):
        return ~(~self & ~other)

    def __invert__(self):
        return Kleene(None if self.value is None else not self.value)


def main():
    values = read_config(sys.argv[1])
    names = {'Kleene': Kleene, 'holds': holds, 'v': values,
             'T': Kleene(True), 'F': Kleene(False), 'U': Kleene(None)}
    known = {}
    for line in sys.stdin:
        kind, obj, unit, condition = line.rstrip('\n').split('\t')
        if condition not in known:
            known[condition] = eval(translate(condition), names).value
        if known[condition] is None:
            print(kind, obj, unit, 'unknown', sep='\t')
        elif known[condition]:
            print(kind, obj, unit, sep='\t')


if __name__ == '__main__':
    main()
