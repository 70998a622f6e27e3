"""A small web service around homept, with nothing but the standard library: WSGI and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import homept as pt
from homept.errors import InvalidValue, UnknownId, UnknownWord

CATALOG = pt.load_catalog()


def build(data: Any, today: date) -> tuple[str, Any]:
    """Answer ``POST /routine``: a person and a request in homept's own JSON form, a routine back."""
    if not isinstance(data, dict) or set(data) != {"person", "request"}:
        return "400 Bad Request", {"error": "expected an object with the keys person and request"}
    try:
        person = pt.codec.from_dict(data["person"], pt.Person)
        request = pt.codec.from_dict(data["request"], pt.Request)
        routine = pt.build_routine(CATALOG, person, request, on=today)
    except pt.StopAndContact as stop:
        # Not an error of the caller's: a page that must be shown before anything else.
        return "200 OK", {"stop": stop.kind, "sentences": stop.sentences}
    except pt.NothingFits as nothing:
        return "200 OK", {"nothing_fits": [list(way.wishes) for way in nothing.relaxations]}
    except (InvalidValue, UnknownWord, UnknownId) as error:
        # The message names the path and what is allowed, and never what was sent.
        return "400 Bad Request", {"error": str(error)}
    return "200 OK", {"routine": pt.codec.to_dict(routine), "sheet": routine.to_text()}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Serve: every WSGI server takes it, such as ``wsgiref.simple_server`` while developing."""
    if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("POST", "/routine"):
        length = int(environ.get("CONTENT_LENGTH") or 0)
        try:
            data = json.loads(environ["wsgi.input"].read(length))
        except ValueError:
            data = None
        # The clock is the app's, in the person's own time zone in real life.
        status, answer = build(data, date.today())
    else:
        status, answer = "404 Not Found", {"error": "try POST /routine"}
    body = json.dumps(answer).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
