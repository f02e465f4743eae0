#!/usr/bin/env python3
"""judge_conditions.py <rows: which rows of `kplace place --conditions` (tsv, on
stdin) no configuration satisfies; nothing is printed when all are well.

With --needless: those with an operand that could be left out without changing
the meaning, and how many of the atoms that are written are in such operands.
With --expect FILE: rows of the same format for some objects; what differs in
either direction is printed.  A condition may be written in another way.

A decision procedure of its own: reads the grammar, knows that at most one value
of an option holds, takes each unknown("…") for a condition that could be either,
and splits cases until nothing is left to split.
"""
import functools
import re
import sys

sys.setrecursionlimit(10000)
TOKEN = re.compile(r'unknown\("(?:[^"\\]|\\.)*"\)|CONFIG_[\w.\\-]+='
                   r'(?:"(?:[^"\\]|\\.)*"|[\w-]+)|&&|\|\||[!()]|true|false')


def parse(text):
    """('and'|'or', frozenset of formulas), (option, value, holds) or a bool."""
    tokens = TOKEN.findall(text)
    if TOKEN.sub('', text).strip():
        raise ValueError('not in the grammar: ' + text)
    place = 0

    def formula(holds):
        nonlocal place
        token = tokens[place]
        place += 1
        if token == '!':
            return formula(not holds)
        if token in ('true', 'false'):
            return (token == 'true') == holds
        if token.startswith('unknown('):
            return (token, 'yes', holds)
        if token != '(':
            option, value = token.split('=', 1)
            return (option, value, holds)
        parts, how = [formula(holds)], None
        while tokens[place] != ')':
            how = tokens[place]
            place += 1
            parts.append(formula(holds))
        place += 1
        return combine('and' if (how == '&&') == holds else 'or', parts)

    result = formula(True)
    if place != len(tokens):
        raise ValueError('text after the condition: ' + text)
    return result


def combine(how, parts):
    kept, absorbing = set(), how == 'or'
    for part in parts:
        if part is absorbing:
            return absorbing
        if part is (not absorbing):
            continue
        if part[0] == how:
            kept |= part[1]
        else:
            kept.add(part)
    if not kept:
        return not absorbing
    return next(iter(kept)) if len(kept) == 1 else (how, frozenset(kept))


def is_atom(formula):
    return formula[0] not in ('and', 'or')


@functools.lru_cache(maxsize=1 << 18)
def assume(formula, option, value):
    """The formula where `option` has `value`; None is a value never named."""
    if isinstance(formula, bool):
        return formula
    if is_atom(formula):
        if formula[0] != option:
            return formula
        return (formula[1] == value) == formula[2]
    return combine(formula[0], [assume(p, option, value) for p in formula[1]])


@functools.lru_cache(maxsize=1 << 18)
def atoms(formula):
    if isinstance(formula, bool):
        return frozenset()
    if is_atom(formula):
        return frozenset([formula[:2]])
    return frozenset().union(*(atoms(part) for part in formula[1]))


@functools.lru_cache(maxsize=1 << 18)
def satisfiable(formula):
    if isinstance(formula, bool):
        return formula
    if is_atom(formula):
        return True
    if formula[0] == 'or':
        return any(satisfiable(part) for part in formula[1])
    units = sorted(part for part in formula[1] if is_atom(part))
    option = units[0][0] if units else sorted(atoms(formula))[0][0]
    values = {v for o, v in atoms(formula) if o == option} | {None}
    return any(satisfiable(assume(formula, option, value)) for value in
               sorted(values, key=lambda v: (v is not None, v)))


def negate(formula):
    if isinstance(formula, bool):
        return not formula
    if is_atom(formula):
        return (formula[0], formula[1], not formula[2])
    return combine('or' if formula[0] == 'and' else 'and',
                   [negate(part) for part in formula[1]])


def size(formula):
    if isinstance(formula, bool):
        return 0
    return 1 if is_atom(formula) else sum(size(part) for part in formula[1])


def needless(formula, context=True):
    """How many atoms are in operands that `formula`, where `context` holds,
    could do without."""
    if isinstance(formula, bool) or is_atom(formula):
        return 0
    how, parts, count = formula[0], sorted(formula[1], key=size, reverse=True), 0
    left = list(parts)
    for part in parts:
        others = combine(how, [p for p in left if p is not part])
        # Needless when the others say it already: in an "and" they imply it, in
        # an "or" it implies them.
        says = combine('and', [context, others, negate(part)] if how == 'and'
                       else [context, negate(others), part])
        if not satisfiable(says):
            left.remove(part)
            count += size(part)
            continue
        inner = others if how == 'and' else negate(others)
        count += needless(part, combine('and', [context, inner]))
    return count


def read_rows(lines):
    rows = {}
    for line in lines:
        if line.strip() and not line.startswith('#'):
            *row, condition = line.rstrip('\n').split('\t')
            rows[tuple(row)] = condition
    return rows


def equivalent(one, two):
    one, two = parse(one), parse(two)
    return not (satisfiable(combine('and', [one, negate(two)])) or
                satisfiable(combine('and', [two, negate(one)])))


def compare(expected, actual):
    objects = {row[1] for row in expected}
    for row in sorted(set(expected) | {r for r in actual if r[1] in objects}):
        if row not in actual:
            print('missing:', *row, expected[row], sep='\t')
        elif row not in expected:
            print('unexpected:', *row, actual[row], sep='\t')
        elif not equivalent(expected[row], actual[row]):
            print('expected:', *row, expected[row], sep='\t')
            print('instead:', *row, actual[row], sep='\t')


def main():
    if '--expect' in sys.argv[1:]:
        with open(sys.argv[sys.argv.index('--expect') + 1]) as expected:
            return compare(read_rows(expected), read_rows(sys.stdin))
    wanted = '--needless' in sys.argv[1:]
    rows, verdicts, bad, written = 0, {}, 0, 0
    for line in sys.stdin:
        columns = line.rstrip('\n').split('\t')
        rows += 1
        if columns[3] not in verdicts:
            formula = parse(columns[3])
            written += size(formula)
            verdicts[columns[3]] = (needless(formula) if wanted
                                    else 0 if satisfiable(formula) else 1)
        if verdicts[columns[3]]:
            bad += 1
            print(*columns, sep='\t')
    print(f'{rows} rows, {len(verdicts)} conditions with {written} atoms: '
          f'{bad} rows' + (f', {sum(verdicts.values())} atoms needless' if wanted
                           else ' that nothing satisfies'), file=sys.stderr)


if __name__ == '__main__':
    main()
