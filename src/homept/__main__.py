"""Commands for people who edit data: ``python -m homept`` with ``validate FOLDER``, ``compile`` or ``words``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from homept.errors import HomeptError


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 when all is well, 1 when the data has problems."""
    parser = argparse.ArgumentParser(prog="python -m homept", description="Check and compile exercise data.")
    commands = parser.add_subparsers(dest="command", required=True)
    validate = commands.add_parser("validate", help="check a folder of exercises and tell every problem")
    validate.add_argument("folder", type=Path)
    compiling = commands.add_parser("compile", help="compile homept's own data package, in a checkout")
    compiling.add_argument("--data", type=Path, default=Path(__file__).parent / "data", help="the data folder")
    compiling.add_argument("--out", type=Path, default=None, help="where to put the result; by default its folder 'compiled'")
    words = commands.add_parser("words", help="write the enumerations of the vocabulary anew, in a checkout")
    words.add_argument("--data", type=Path, default=Path(__file__).parent / "data", help="the data folder")
    words.add_argument("--out", type=Path, default=Path(__file__).with_name("_words.py"), help="the module to write")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "validate":
            return _validate(chosen.folder)
        return _words(chosen.data, chosen.out) if chosen.command == "words" else _compile(chosen.data, chosen.out)
    except HomeptError as error:
        print(error, file=sys.stderr)
        return 1


def _validate(folder: Path) -> int:
    from homept.catalog import load_folder

    catalog = load_folder(folder)
    print(f"{folder}: {len(catalog)} exercises, no problems")
    return 0


def _compile(data: Path, out: Path | None) -> int:
    from homept.catalog.compiler import compile_data

    out = out or data / "compiled"
    count = compile_data(data, out)
    print(f"compiled {count} exercises into {out}")
    return 0


def _words(data: Path, out: Path) -> int:
    from homept.catalog.compiler import read_vocabulary
    from homept.catalog.words import enumerations_source

    vocabulary, _ = read_vocabulary(data)
    out.write_text(enumerations_source(vocabulary), encoding="utf-8")
    print(f"wrote {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
