"""
A process that starts writers and kills them, for the test that nothing acknowledged is lost.

``python killer.py FOLDER ROUNDS``: in each round a writer saves entries into one file as fast as it can and is killed without
warning while it does; for each round one line is said, the ids of the entries whose saving had returned by then.
"""

from __future__ import annotations

import os
import signal
import sys

from writer import write


def acknowledged(file: str, number: int) -> list[str]:
    """Let a writer run until some entries are acknowledged, kill it, and return the ids of all that were by then."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        sys.stdout = os.fdopen(1, "w")
        write(file, f"writer-{number}", 100_000)
    os.close(writing)
    with os.fdopen(reading) as said:
        ids = [said.readline().strip() for _ in range(1 + number % 7)]
        os.kill(child, signal.SIGKILL)
        # What was still in the pipe had been acknowledged too; a last line that was cut off had not been said in full.
        ids += [line.strip() for line in said if line.endswith("\n")]
    os.waitpid(child, 0)
    return ids


if __name__ == "__main__":
    for number in range(int(sys.argv[2])):
        print(" ".join(acknowledged(os.path.join(sys.argv[1], "journals.db"), number)), flush=True)
