"""Verifies an exhibit's chain of custody that Clarkson exported ("Custody export" in docs/FORMATS.md).

    python3 verify-custody.py CUSTODY [LEDGER]

Python 3.8 or newer, standard library only. With a ledger export, verified by verify-ledger.py before, every event must be
named by an entry of it. Prints "ok" and exits 0 when everything holds; says at which event something does not, and exits 1.
"""

import hashlib
import json
import re
import sys

FORM = re.compile(r'^\{"digest":"([0-9a-f]{64})","event":(\{.*\}),"label":"(clarkson/custody/v[12])"\}$', re.DOTALL)


def lines_of(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [line for line in file.read().split("\n") if line]


def main(path, ledger=None):
    first, *lines = lines_of(path)
    header = json.loads(first)
    previous, place, digests = "0" * 64, 0, []

    def must(holds, what):
        if not holds:
            raise ValueError(f"event {place}: {what}")

    must(header.get("clarkson") == "custody" and header.get("format") == 1, "not a chain of custody of format 1")
    for line in lines:
        place += 1
        match = FORM.match(line)
        must(match, "not an event")
        digest, covered, label = match.groups()
        event = json.loads(covered)
        must(event["sequence"] == place and event["previous"] == previous, "does not follow the event before it")
        must(event["exhibitId"] == header["exhibitId"], "is of another exhibit")
        must(hashlib.sha256(f"{label}\n{covered}".encode()).hexdigest() == digest, "is not what its digest says")
        digests.append(digest)
        previous = digest
    must(place == header["events"], "is not the last one that the header names")
    if ledger:
        named = set()
        for line in lines_of(ledger)[1:]:
            named.update(json.loads(line)["entry"]["facts"].get("custody", []))
        for place, digest in enumerate(digests, 1):
            must(digest in named, "is not named by the ledger")
    print(f"ok: {len(digests)} events of exhibit {header['mark']}" + (", all named by the ledger" if ledger else ""))
    if header["sha256"]:
        print(f"the file's SHA-256 is {header['sha256']}")


try:
    main(*sys.argv[1:])
except (ValueError, KeyError, TypeError, OSError) as error:
    print(error, file=sys.stderr)
    sys.exit(1)
