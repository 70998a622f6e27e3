"""Commands for people who edit data: ``python -m homept`` with ``validate FOLDER``, ``report``, ``compile`` or ``words``."""

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
    reporting = commands.add_parser("report", help="print figures about the catalog, or about a folder of exercises")
    reporting.add_argument("folder", type=Path, nargs="?", help="a folder of exercises; by default homept's own catalog")
    reporting.add_argument("--reading", action="store_true", help="tell how easy the texts are to read; needs the extra reading")
    reporting.add_argument(
        "--covers", type=Path, metavar="FILE", help="a list of programs to look for, as docs/open-programs.toml"
    )
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
        if chosen.command == "report":
            return _report(chosen.folder, chosen.covers, with_reading=chosen.reading)
        return _words(chosen.data, chosen.out) if chosen.command == "words" else _compile(chosen.data, chosen.out)
    except HomeptError as error:
        print(error, file=sys.stderr)
        return 1


def _validate(folder: Path) -> int:
    from homept.catalog import load_folder

    catalog = load_folder(folder)
    print(f"{folder}: {len(catalog)} exercises, no problems")
    return 0


def _report(folder: Path | None, listed: Path | None, *, with_reading: bool) -> int:
    from homept.report import coverage, load_programs_file, report

    catalog, tables = report(folder)
    if with_reading:
        from homept.reading import reading

        tables += reading(catalog)
    if listed is not None:
        tables += coverage(catalog, load_programs_file(listed))
    print("\n\n".join(table.to_text() for table in tables))
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
