#!/usr/bin/env python3
"""Verifies a ledger that Clarkson exported ("Ledger export" in docs/FORMATS.md), with nothing but Python 3.8 or newer.
    python3 verify-ledger.py FILE [SEQUENCE:HASH ...]
Each SEQUENCE:HASH is an entry that you know from elsewhere: a printed report, an earlier export. Prints "ok" and exits 0
when everything holds; says at which entry something does not, and exits 1. Python has no Ed25519, so it is done here, in
whole numbers (RFC 8032): some hundred signatures a second on each processor core."""
import hashlib, json, multiprocessing, re, sys

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BRINGING = {'user.add', 'user.role', 'vault.recover', 'recovery.renew', 'vault.rotate', 'slot.settle'}
FORM = re.compile(r'\{"digest":"([0-9a-f]{64})","entry":(\{.*\}),"signature":"([0-9a-f]{128})"\}\n?', re.DOTALL)

def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    return (f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P

def point(data):
    y = int.from_bytes(data, 'little') & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and data[31] >> 7): raise ValueError('not a public key')
    x = x if x & 1 == data[31] >> 7 else P - x
    return x, y, 1, x * y % P

BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, 'little'))

def signed(job):  # Source: RFC 8032, section 5.1.7: S * B - k * A must be R.
    key, message, signature = job
    s, (x, y, z, t) = int.from_bytes(signature[32:], 'little'), point(key)
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), 'little') % L
    steps, sum_ = ((0, 1, 1, 0), BASE, (P - x, y, z, P - t), add(BASE, (P - x, y, z, P - t))), (0, 1, 1, 0)
    for bit in range(252, -1, -1):
        sum_ = add(add(sum_, sum_), steps[(s >> bit & 1) + 2 * (k >> bit & 1)])
    one = pow(sum_[2], P - 2, P)
    encoded = sum_[1] * one % P | (sum_[0] * one % P & 1) << 255
    return s < L and encoded.to_bytes(32, 'little') == signature[:32]

def brings(entry, keys, roles):
    """The key of a user that counts from an entry on must be one that it brings, and a director must have signed that."""
    by, facts, first = entry['userId'], entry['facts'], entry['sequence'] == 1
    brought = [dict({'userId': entry['object'], 'role': facts.get('after')}, **facts)] if entry['act'] in BRINGING else []
    if first: brought = facts.get('users') or [{'userId': by, 'publicKey': keys[0]['publicKey'], 'role': 'director'}]
    for key in keys:
        if key['since'] != entry['sequence']: continue
        if not first and (roles.get(by) != 'director' or by == key['userId']): return False
        if not any(one['userId'] == key['userId'] and one.get('publicKey') == key['publicKey'] for one in brought): return False
    if first or roles.get(by) == 'director': roles.update({one['userId']: one['role'] for one in brought if one.get('role')})
    return True

def main(path, known):
    sequence, previous, entry, seen, jobs = 0, '0' * 64, {}, {}, []
    def must(holds, what, where=None):
        if not holds: sys.exit('entry %d: %s' % (sequence if where is None else where, what))
    with open(path, encoding='utf-8', newline='\n') as file:
        header = json.loads(file.readline())
        must(sorted(header) == ['clarkson', 'format', 'head', 'keys', 'vaultId'], 'not the header of a ledger')
        must(header['clarkson'] == 'ledger' and header['format'] == 1, 'another format than 1')
        keys, roles = header['keys'], {}
        for line in file:
            sequence += 1
            found = FORM.fullmatch(line)
            must(found, 'not an entry')
            digest, covered, signature = found.groups()
            entry = json.loads(covered)
            must(entry['sequence'] == sequence and entry['previous'] == previous, 'does not follow the entry before it')
            hashed = hashlib.sha256(('clarkson/ledger/v1\n' + covered).encode()).digest()
            must(hashed.hex() == digest, 'is not what its digest says')
            theirs = [key for key in keys if key['userId'] == entry['userId'] and (key['since'] < sequence or sequence == 1)]
            must(theirs, 'is of an unknown user')
            must(brings(entry, keys, roles), 'brings a key that it does not name, or may not bring')
            must(sequence > 1 or entry['object'] == header['vaultId'], 'is of another vault')
            jobs.append((bytes.fromhex(theirs[-1]['publicKey']), hashed, bytes.fromhex(signature)))
            seen['%d:%s' % (sequence, digest)] = previous = digest
    must(entry.get('act') == 'ledger.export' and header['head'] == {'sequence': sequence, 'hash': previous}, 'is not the end')
    must({key.hex() for key, _, _ in jobs} == {key['publicKey'] for key in keys} and len({key for key, _, _ in jobs}) == len(keys),
         'the header names keys that signed nothing')
    for head in known: must(head in seen, head + ' is not in this ledger')
    with multiprocessing.Pool() as pool:
        for i, holds in enumerate(pool.imap(signed, jobs, 64)): must(holds, 'is not signed by its user', i + 1)
    print('ok: %d entries of vault %s, head %d:%s' % (sequence, header['vaultId'], sequence, previous))
    for key in keys: print('signed by %(userId)s with key %(publicKey)s, brought by entry %(since)d' % key)

if __name__ == '__main__':
    try: main(sys.argv[1], sys.argv[2:])
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error: sys.exit('not a ledger: %s' % error)
