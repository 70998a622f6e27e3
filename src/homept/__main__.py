"""Commands for people who edit or review data: ``validate``, ``report``, ``compile``, ``words``, ``review-sheets`` and ``read-reviews``."""

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
    sheets = commands.add_parser("review-sheets", help="write a spreadsheet and a page for a clinician who reviews the exercises")
    sheets.add_argument("out", type=Path, help="the folder to write review.csv and review.html into")
    sheets.add_argument("--region", action="append", help="only exercises for this region; may be given more than once")
    answers = commands.add_parser("read-reviews", help="read a filled-in spreadsheet and tell what was approved")
    answers.add_argument("file", type=Path, help="the spreadsheet, saved as CSV")
    answers.add_argument("--sign", action="store_true", help="write the approvals into the records of the data folder")
    for one in (sheets, answers):
        one.add_argument("--data", type=Path, default=None, help="a folder of your own exercises; by default homept's")
    chosen = parser.parse_args(arguments)
    try:
        return _run(chosen)
    except HomeptError as error:
        print(error, file=sys.stderr)
        return 1


def _run(chosen: argparse.Namespace) -> int:
    if chosen.command == "validate":
        return _validate(chosen.folder)
    if chosen.command == "report":
        return _report(chosen.folder, chosen.covers, with_reading=chosen.reading)
    if chosen.command == "compile":
        return _compile(chosen.data, chosen.out)
    if chosen.command == "words":
        return _words(chosen.data, chosen.out)
    from homept.inspection import commands

    if chosen.command == "review-sheets":
        told = commands.write_sheets(chosen.out, data=chosen.data, regions=chosen.region)
    else:
        told = commands.read_answers(chosen.file, data=chosen.data, signing=chosen.sign)
    print(told)
    return 0


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
